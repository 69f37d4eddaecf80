"""What a line of the log says, in whole sentences built from the attestation: the same words wherever the line is told.

Pure: it gives text keys and values; the reader's language speaks them. Source: Tillitsrammeverk ATT-8, ATT-16, ATT-23, ATT-42, ATT-48;
docs/spec/log.md#AL-1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from innsyn.gate.grounds import (
    ACCESS_REVIEW,
    CALENDAR_FEED,
    CLIENT,
    CLIENT_FOUND,
    CONVERSATION,
    ENROLLING,
    REGISTER_KEEPS,
    REGISTRATION_DESK,
    UNUSUAL_LIST,
)
from innsyn.gate.log.line import Seen, VisitLine
from innsyn.gate.visit import Visit
from innsyn.kernel.said import Said, Value, Word

_SYSTEMS = {CLIENT.basis: "used", CLIENT_FOUND.basis: "found", REGISTER_KEEPS.basis: "register"}
"""What a system did by its basis; any other has delivered."""

_OFFICES = {ACCESS_REVIEW.basis: "review", REGISTRATION_DESK.basis: "registration", ENROLLING.basis: "enrolment"}
"""What somebody did in an office, by its basis."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the line. is_patient: the one the record is about. patient: her name for others, empty when it may not be told."""

    is_patient: bool
    patient: str = field(default="", repr=False)

    def whom(self) -> Value:
        """Say the patient as she stands inside a sentence."""
        return Word("gate.log.you") if self.is_patient else self.patient or Word("gate.log.the_patient")


THE_PATIENT = Reader(is_patient=True)


def reader_in(visit: Visit, patient: str = "") -> Reader:
    """Say who reads in a visit. patient: her name, when somebody else reads who may know it."""
    return THE_PATIENT if visit.role == "self" else Reader(is_patient=False, patient=patient)


@dataclass(frozen=True, slots=True)
class Told:
    """A line with what it says: its one sentence, and the rest."""

    line: VisitLine
    sentence: Said
    details: tuple[Said, ...]


def told(line: VisitLine, reader: Reader = THE_PATIENT) -> Told:
    """Say what a line says to a reader."""
    return Told(line, sentence(line, reader), details(line))


def sentence(line: VisitLine, reader: Reader) -> Said:
    """Say who, from where, when, in which role, did what, and on what ground: one sentence, which needs nothing after it."""
    if line.basis == CALENDAR_FEED.basis and line.state == "opened" and line.kind in ("self", "relative"):
        return _feed(line, reader)
    match line.kind:
        case "self":
            return _said("self", line, "" if reader.is_patient else ".other")
        case "relative":
            return _relative(line, reader)
        case "staff":
            return _staff(line)
        case "system":
            return _system(line)
    return _said("unknown", line)


def details(line: VisitLine) -> tuple[Said, ...]:
    """Say the rest, each in a sentence of its own: what the need rests on, what was opened, seen, written and stopped."""
    return tuple(_details(line))


def _details(line: VisitLine) -> Iterator[Said]:
    if line.kind == "staff" and line.purpose and not line.office:
        yield Said("gate.log.purpose", {"purpose": Word(f"gate.purpose.{line.purpose}")})
    if line.user_selected and line.state == "opened":
        yield Said("gate.log.own_word")
    if line.opened:
        yield Said("gate.log.did.opened", {"titles": line.opened})
    if line.did_nothing:
        yield Said("gate.log.did.nothing")
    elif not line.is_listed:
        yield from _kinds("gate.log.did.saw", line.seen)
    yield from _kinds("gate.log.did.wrote", line.written)
    for refusal in line.refusals:
        yield _refusal(line, refusal.text)


def _kinds(key: str, some: tuple[Seen, ...]) -> Iterator[Said]:
    kinds = tuple(_kind(one) for one in some if one.type != "Binary")
    if kinds:
        yield Said(key, {"kinds": kinds})


def _kind(one: Seen) -> Value:
    what = Word(f"gate.type.{one.type}" if one.type else "gate.log.something")
    return Said("gate.log.counted", {"what": what, "count": one.count}) if one.count > 1 else what


def _refusal(line: VisitLine, text: str) -> Said:
    """Say why something was stopped: to whom it concerns, not to whom it was said. Only the rules for personnel are told."""
    if line.kind != "staff" or not text:
        return Said("gate.log.stopped.bare")
    return Said("gate.log.stopped", {"reason": Word(text, is_inner=False)})


def _relative(line: VisitLine, reader: Reader) -> Said:
    if line.state == "refused" or line.role not in ("mother", "father", "parent", "guardian", "attorney"):
        return _said("stranger", line)
    return Said(f"gate.log.{line.role}.opened", {"who": _name(line), "when": line.first, "whom": reader.whom()})


def _feed(line: VisitLine, reader: Reader) -> Said:
    """Say that a calendar fetched by its private address what somebody may see."""
    if line.kind == "self":
        return Said(f"gate.log.feed.self{'' if reader.is_patient else '.other'}", {"when": line.first})
    return Said("gate.log.feed.relative", {"who": _name(line), "when": line.first, "whom": reader.whom()})


def _staff(line: VisitLine) -> Said:
    values: dict[str, Value] = {"who": _worker(line), "place": _place(line), "when": line.first}
    if line.is_listed:
        return Said(f"gate.log.staff.{'marked' if line.basis == UNUSUAL_LIST.basis else 'listed'}", values)
    if line.state != "opened":
        return Said(f"gate.log.staff.{line.state}", values)
    if line.basis in _OFFICES:
        return Said(f"gate.log.staff.{_OFFICES[line.basis]}", values)
    if line.is_emergency:
        return Said("gate.log.staff.emergency", {**values, "ground": Word(line.emergency, is_inner=False)})
    if not line.basis:
        return Said("gate.log.staff.bare", values)
    if line.basis == CONVERSATION.basis:
        return Said("gate.log.staff.dialogue", values)
    return Said("gate.log.staff.opened", {**values, "ground": Word(line.basis, is_inner=False)})


def _system(line: VisitLine) -> Said:
    values: dict[str, Value] = {"who": _machine(line), "when": line.first}
    return Said(f"gate.log.system.{'refused' if line.state == 'refused' else _SYSTEMS.get(line.basis, 'delivered')}", values)


def _machine(line: VisitLine) -> Value:
    if line.who and line.organisation_name and line.organisation_name != line.who:
        return Said("gate.log.machine", {"name": line.who, "place": line.organisation_name})
    return line.who or line.organisation_name or Word("gate.log.a_system", is_inner=False)


def _worker(line: VisitLine) -> Value:
    """Say a health worker's name, with her profession, or with the office she came in; never a number."""
    name = line.who or Word("gate.log.somebody_there", is_inner=False)
    if line.office:
        return Said("gate.log.person", {"name": name, "work": Word(f"gate.post.{line.office}")})
    if line.profession:
        return Said("gate.log.person", {"name": name, "work": Word(f"gate.profession.{line.profession}")})
    return name


def _name(line: VisitLine) -> Value:
    return line.who or Word("gate.log.somebody", is_inner=False)


def _place(line: VisitLine) -> Value:
    parts = dict.fromkeys(part for part in (line.department, line.unit_name, line.organisation_name) if part)
    return ", ".join(parts) or Word("gate.log.somewhere")


def _said(who: str, line: VisitLine, variant: str = "") -> Said:
    state = "" if who in ("unknown", "stranger") else f".{'refused' if line.state == 'refused' else 'opened'}"
    return Said(f"gate.log.{who}{state}{variant}", {"when": line.first})
