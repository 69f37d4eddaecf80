"""Lines of the log of every sort there is, and what they say."""

from dataclasses import replace
from itertools import product
from uuid import UUID

from innsyn.gate.grounds import (
    ACCESS_REVIEW,
    CALENDAR_FEED,
    CLIENT,
    CLIENT_FOUND,
    CONVERSATION,
    DELIVERY,
    ENROLLING,
    REGISTER_KEEPS,
    REGISTRATION_DESK,
    UNUSUAL_LIST,
)
from innsyn.gate.log.line import Refusal, Seen, VisitLine
from innsyn.gate.log.sentence import Reader, details, sentence
from innsyn.gate.tests.samples import NOW, TRUST
from innsyn.kernel.said import Said, Word

LINE = VisitLine(
    visit=UUID(int=5), place=9, kind="staff", state="opened", who="Nina Berg", profession="SP", organisation=TRUST,
    organisation_name="Fjordby helseforetak", unit_name="Fjordby sykehus", department="Kirurgisk sengepost", first=NOW, last=NOW,
    purpose="TREAT", basis="gate.basis.appointment", user_selected=False, service=None, details=None, emergency="", opened=(),
    seen=(Seen("DocumentReference", 2),), written=(), refusals=(), acts=3, role="staff",
)  # fmt: skip
"""A nurse who was let in for an appointment."""

READERS = (Reader(is_patient=True), Reader(is_patient=False, patient="Jonas Solvang"), Reader(is_patient=False))
_OFFICES = {ACCESS_REVIEW.basis: "privacy-officer", REGISTRATION_DESK.basis: "registrar", ENROLLING.basis: "regional-office"}
_STATES = ("opened", "found", "refused")


def every_line():
    """Give a line for each who, how and why that the sentences tell apart, and for each thing that may be unknown."""
    for kind, state, basis, is_listed in product(("self", "staff", "system", "unknown"), _STATES, _bases(), (False, True)):
        office = _OFFICES.get(basis, "")
        yield replace(LINE, kind=kind, state=state, basis=basis, is_listed=is_listed, office=office, role=kind)
    for role, state in product(("mother", "father", "parent", "guardian", "attorney", "self", ""), _STATES):
        yield replace(LINE, kind="relative", role=role, state=state, basis="")
    yield replace(LINE, kind="relative", role="parent", who="", basis="")
    yield replace(LINE, kind="relative", role="parent", basis=CALENDAR_FEED.basis)
    yield replace(LINE, emergency="gate.emergency.life", purpose="BTG")
    yield replace(LINE, who="", department="", unit_name="", organisation_name="")
    yield replace(LINE, profession=None, user_selected=True, written=(Seen("", 1), Seen("Observation", 2)), opened=("Epikrise",))
    yield replace(LINE, seen=(Seen("Binary", 3), Seen("", 4)), refusals=(Refusal("gate.rule.draft", 1), Refusal("", 2)))
    yield replace(LINE, seen=(Seen("Patient", 1),))
    yield replace(LINE, kind="system", who="", organisation_name="")


def every_sentence():
    """Give everything that every line says to every reader."""
    for line, reader in product(every_line(), READERS):
        yield sentence(line, reader)
        yield from details(line)


def keys_in(value):
    """Give the text keys in a value."""
    if isinstance(value, Said):
        return {value.key}.union(*(keys_in(each) for each in value.values.values()))
    if isinstance(value, tuple):
        return set().union(*(keys_in(each) for each in value))
    return {value.key} if isinstance(value, Word) else set()


def _bases():
    return (
        "gate.basis.appointment", "", ACCESS_REVIEW.basis, REGISTRATION_DESK.basis, DELIVERY.basis, CLIENT.basis, CLIENT_FOUND.basis,
        REGISTER_KEEPS.basis, UNUSUAL_LIST.basis, ENROLLING.basis, CONVERSATION.basis, CALENDAR_FEED.basis,
    )  # fmt: skip
