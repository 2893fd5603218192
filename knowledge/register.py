"""The register of regulations: what a citation points to, and whether it still holds."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.documents import InstrumentDocument, ProvisionDocument


@dataclass(frozen=True, slots=True)
class Source:
    """A citation resolved: the provision and the instrument it stands in."""

    instrument: InstrumentDocument
    provision: ProvisionDocument

    @property
    def citation(self) -> str:
        """The canonical citation, such as `PP 94/2021 Pasal 5 huruf n angka 5`."""
        return f"{self.instrument.cite} {self.provision.pinpoint}"

    def in_force(self, day: datetime.date) -> bool:
        """Whether the provision binds on `day`, as far as the register knows."""
        starts = self.provision.in_force_from or self.instrument.in_force_from or datetime.date.min
        if self.provision.outlives:
            return starts <= day
        ends = self.provision.in_force_until or self.instrument.in_force_until
        return starts <= day and (day <= ends if ends else self.instrument.status != "dicabut")


class Register:
    """All instruments, found by citation."""

    def __init__(self, instruments: Iterable[InstrumentDocument]) -> None:
        self.instruments: Mapping[str, InstrumentDocument] = {
            instrument.code: instrument for instrument in sorted(instruments, key=lambda each: each.code)
        }

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return {
            f"{instrument.cite} {provision.pinpoint}": Source(instrument, provision)
            for instrument in self.instruments.values()
            for provision in instrument.provisions
        }

    def resolve(self, citation: str) -> Source | None:
        """The provision a citation names, or None when the register does not hold it."""
        return self._sources.get(citation)

    @property
    def sources(self) -> Iterable[Source]:
        """Every provision, in the order of the register."""
        return self._sources.values()

    def __len__(self) -> int:
        return len(self._sources)
