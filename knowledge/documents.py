"""What an entry and an instrument consist of; how they are written down is `fileformat`'s."""

import base64
import datetime
import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Confidence = Literal["tinggi", "sedang", "rendah"]
Putusan = Literal["tidak", "boleh", "bersyarat", "info"]
InstrumentStatus = Literal["berlaku", "diubah", "dicabut", "ditafsirkan MK"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, strict=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, strict=True)]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Facets(_Document):
    """What sets this answer apart; each facet a set of values of `facets.yaml`, empty when it does not matter."""

    actor: tuple[Slug, ...] = ()
    act: tuple[Slug, ...] = ()
    thing: tuple[Slug, ...] = ()
    phase: tuple[Slug, ...] = ()
    ask: tuple[Slug, ...] = ()


class Answer(_Document):
    """The approved sentences, in neutral markup (see `markup`): why, what to do instead, what is not settled."""

    reason: Text
    advice: Text | None = None
    certainty: Text | None = None


class EntryDocument(_Document):
    """One curated question and answer."""

    id: Slug
    title: Annotated[Text, Field(max_length=72)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=2)]
    putusan: Putusan
    facets: Facets = Facets()
    citations: tuple[Text, ...]
    history: tuple[Text, ...] = ()
    confidence: Confidence
    facts: Annotated[tuple[Text, ...], Field(min_length=1)]
    checked: datetime.date
    review_by: datetime.date
    related: tuple[Slug, ...] = ()
    phrasings: tuple[Text, ...]
    answer: Answer

    @property
    def code(self) -> str:
        """The code under the answer, such as `N-7K2Q-4M8X`: a digest of what the reader sees."""
        seen = self.model_dump_json(include={"id", "putusan", "citations", "confidence", "checked", "answer"})
        digest = base64.b32encode(hashlib.sha256(seen.encode()).digest()).decode()
        # Crockford's alphabet: no I, L, O, U to misread.
        code = digest[:8].translate(
            str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        )
        return f"N-{code[:4]}-{code[4:]}"

    @property
    def wordings(self) -> tuple[str, ...]:
        """What a question is compared with: the phrasings, and the title, which names the matter most plainly."""
        return (*self.phrasings, self.title)


def review_due(entry: EntryDocument, today: datetime.date) -> bool:
    """Whether an answer is past the day it should have been looked at again."""
    return today > entry.review_by


class ProvisionDocument(_Document):
    """One citable place in an instrument, paraphrased in one sentence."""

    pinpoint: Text
    text: Text
    in_force_from: datetime.date | None = None
    in_force_until: datetime.date | None = None
    successor: Text | None = None
    outlives: Text | None = None
    """The provision by which this one still binds although its instrument is revoked."""
    confidence: Confidence
    facts: tuple[Text, ...] = ()
    note: Text | None = None


class InstrumentDocument(_Document):
    """One law, decree, circular or decision, with the provisions that answers may cite."""

    code: Slug
    cite: Text
    title: Text
    kind: Text
    number: Text | None = None
    year: int | None = None
    enacted: datetime.date | None = None
    in_force_from: datetime.date | None = None
    in_force_until: datetime.date | None = None
    status: InstrumentStatus
    successor: Slug | None = None
    amended_by: tuple[Slug, ...] = ()
    interpreted_by: tuple[Slug, ...] = ()
    url: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None
    confidence: Confidence
    facts: tuple[Text, ...] = ()
    note: Text | None = None
    provisions: tuple[ProvisionDocument, ...] = ()
