"""What people ask us that is not about neutrality, and where it is answered (`outside.yaml`, curated like entries)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.yamlfiles import read_yaml

LIST = Path(__file__).with_name("outside.yaml")
PREFIX = "luar/"
"""What the ids of outside subjects begin with; no entry's id holds a slash."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A subject we decline."""

    title: str
    ask: str
    """Where to ask instead, one or two approved sentences."""
    phrasings: tuple[str, ...]


def read_outside(path: Path = LIST) -> Mapping[str, Outside]:
    """The subjects that come with the product: id, with its prefix → subject."""
    return {
        f"{PREFIX}{name}": Outside(row["title"], row["ask"], tuple(row["phrasings"]))
        for name, row in read_yaml(path).items()
    }
