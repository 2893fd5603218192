"""Whether the register hangs together: every reference in it leads somewhere, nothing is written twice."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.checks.faults import Fault
from knowledge.documents import InstrumentDocument
from knowledge.files import Edition, instrument_path
from knowledge.findings import Finding
from knowledge.register import Register


def register_findings(edition: Edition, home: Path) -> Iterator[Finding]:
    """Every finding about the instruments of an edition kept under `home`."""
    cites: set[str] = set()
    for instrument in edition.instruments:
        file = home / instrument_path(instrument)
        if instrument.cite in cites:
            yield Fault("cite:", f"sebutan {instrument.cite!r} dipakai dua kali", "beri sebutan lain").at(file)
        cites.add(instrument.cite)
        for fault in (*_instruments_named(instrument, edition.register), *_provisions(instrument, edition.register)):
            yield fault.at(file)


def _instruments_named(instrument: InstrumentDocument, register: Register) -> Iterator[Fault]:
    for code in filter(None, (instrument.successor, *instrument.amended_by, *instrument.interpreted_by)):
        if code not in register.instruments:
            yield Fault(code, f"instrumen {code} tidak ada di register", "betulkan kodenya")


def _provisions(instrument: InstrumentDocument, register: Register) -> Iterator[Fault]:
    pinpoints = [provision.pinpoint for provision in instrument.provisions]
    for pinpoint in {each for each in pinpoints if pinpoints.count(each) > 1}:
        yield Fault(pinpoint, f"{pinpoint} tertulis dua kali", "satukan")
    for provision in instrument.provisions:
        for other in filter(None, (provision.successor, provision.outlives)):
            if register.resolve(other) is None:
                yield Fault(
                    other, f"ketentuan {other!r} tidak ada di register", "betulkan, atau tambahkan ketentuannya"
                )
