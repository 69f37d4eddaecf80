"""A line as the page shows it: what it says to this reader, and what she can do with it."""

from dataclasses import dataclass

from innsyn.gate.log.line import VisitLine
from innsyn.gate.log.sentence import Reader, Told, reader_in, told
from innsyn.web import CitizenCall


@dataclass(frozen=True, slots=True)
class Shown:
    """One line. told: its sentences. may_ask: she may ask the privacy officer why, and has not; `told.line.question` says what she has."""

    told: Told
    may_ask: bool


def shown(line: VisitLine, call: CitizenCall) -> Shown:
    """Make a line ready for the page."""
    asks = call.visit.role in ("self", "parent") and line.can_be_asked_about
    return Shown(told(line, reader(call)), asks and not line.question)


def reader(call: CitizenCall) -> Reader:
    """Say who reads: the patient, or somebody who acts for her."""
    return reader_in(call.visit, call.acting.name if call.acting else "")
