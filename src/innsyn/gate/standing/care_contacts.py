"""Who treats somebody just now: an EpisodeOfCare with its CareTeam contained, as a clinic's system delivers it of each health contact.

Written by other systems: what is missing is unknown, and what is not understood is no health contact.
Source: helsenorge.atlassian.net, NOTIFIKASJON_INNBYGGER_HELSEKONTAKT (EpisodeOfCare with contained CareTeam, HER-id on level two, Volven
9034 and 9603); docs/spec/contacts.md#CON-1.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from innsyn.fhir.dates import norwegian_day
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.systems import HER_ID, OID_BASE
from innsyn.record.query import Query, TokenIs
from innsyn.record.stored import Stored

FUNCTION = f"{OID_BASE}.1.9034"
"""Volven 9034: what somebody is to a patient, such as 6 (regular doctor) or 9 (primary contact)."""
REGULAR_DOCTOR = "6"

ACTIVE = Query(("EpisodeOfCare",), (TokenIs("status", ((None, "active"),)),), count=200)
"""What to ask a record for. `care_contacts` reads the answer."""

_VOLVEN = f"{OID_BASE}.1."
_LONGEST_HER_ID = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One of a care team.

    function: Volven 9034 code, empty for another system's or none. text: as its system words it. name: of whoever it is."""

    function: str
    text: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareContact:
    """One health contact of a patient, as told by the organisation that keeps it.

    id: of the EpisodeOfCare. her_id: of the contact, on level two. name: of its care team, empty when not told. service: number of the
    Volven list and code of what it gives, None when not told. unit: id of its Organization in the directory, empty when not told.
    phone: empty when not told. since: the first day, None when not told. source: organisation number of who keeps it. told_at: when it
    came into the record."""

    id: str
    her_id: int
    name: str = field(repr=False)
    service: tuple[str, str] | None
    unit: str
    phone: str
    participants: tuple[Participant, ...]
    since: date | None
    source: str
    told_at: Instant

    @property
    def categories(self) -> tuple[Participant, ...]:
        """Say what a message to it can be about: the functions of its team when there are several to choose among."""
        first: dict[str, Participant] = {}
        for each in self.participants:
            first.setdefault(each.function or each.text, each)
        told = tuple(each for word, each in first.items() if word)
        return told if len(told) > 1 else ()


def care_contacts(rows: tuple[Stored, ...] | list[Stored], now: Instant) -> tuple[CareContact, ...]:
    """Read the contacts in force at `now`. Of several about the same contact the one that came last stands; in the order they are given."""
    newest: dict[int, CareContact] = {}
    for row in rows:
        read = care_contact(row, now)
        if read is not None and (read.her_id not in newest or newest[read.her_id].told_at < read.told_at):
            newest[read.her_id] = read
    return tuple(newest.values())


def care_contact(stored: Stored, now: Instant) -> CareContact | None:
    """Read one. Returns None for what is no EpisodeOfCare in force, or one that names no HER-id: not every episode is a health contact."""
    body = json.loads(stored.body) if stored.body else {}
    team = _team(body)
    her_id = _her_id(team)
    if body.get("resourceType") != "EpisodeOfCare" or her_id is None or not _is_in_force(body, now) or not stored.custodian:
        return None
    return CareContact(
        id=stored.id,
        her_id=her_id,
        name=str(team.get("name") or ""),
        service=_service(body),
        unit=_unit(body),
        phone=next((str(each["value"]) for each in team.get("telecom", ()) if each.get("system") == "phone" and each.get("value")), ""),
        participants=tuple(_participant(each) for each in team.get("participant", ())),
        since=_day(body, "start"),
        source=stored.custodian,
        told_at=stored.recorded_at,
    )


def _team(body: Mapping[str, Any]) -> Mapping[str, Any]:
    named = {str(each.get("reference", "")).removeprefix("#") for each in body.get("team", ())}
    teams = (each for each in body.get("contained", ()) if each.get("resourceType") == "CareTeam" and each.get("id") in named)
    return next(teams, {})


def _her_id(team: Mapping[str, Any]) -> int | None:
    values = [str(each.get("value", "")) for each in team.get("identifier", ()) if each.get("system") == HER_ID]
    is_one = len(values) == 1 and values[0].isascii() and values[0].isdigit() and len(values[0]) <= _LONGEST_HER_ID
    return int(values[0]) if is_one else None


def _is_in_force(body: Mapping[str, Any], now: Instant) -> bool:
    """Say whether it goes on today: an end that cannot be read has come."""
    if body.get("status") != "active":
        return False
    has_end = bool(body.get("period", {}).get("end"))
    last = _day(body, "end")
    return not has_end or (last is not None and norwegian_date(now) <= last)


def _day(body: Mapping[str, Any], edge: str) -> date | None:
    return norwegian_day(body.get("period", {}).get(edge))


def _service(body: Mapping[str, Any]) -> tuple[str, str] | None:
    codings = (coding for each in body.get("type", ()) for coding in each.get("coding", ()))
    return next(((each["system"].removeprefix(_VOLVEN), str(each["code"])) for each in codings if _is_volven(each)), None)


def _is_volven(coding: Mapping[str, Any]) -> bool:
    return str(coding.get("system", "")).startswith(_VOLVEN) and bool(coding.get("code"))


def _unit(body: Mapping[str, Any]) -> str:
    kind, _, id_ = str(body.get("managingOrganization", {}).get("reference", "")).partition("/")
    return id_ if kind == "Organization" else ""


def _participant(told: Mapping[str, Any]) -> Participant:
    concepts = told.get("role", ())
    codes = (str(coding["code"]) for coding in _codings(concepts) if coding.get("system") == FUNCTION and coding.get("code"))
    texts = (str(each["text"]) for each in concepts if each.get("text"))
    displays = (str(each["display"]) for each in _codings(concepts) if each.get("display"))
    return Participant(
        function=next(codes, ""),
        text=next(texts, "") or next(displays, ""),
        name=str(told.get("member", {}).get("display") or ""),
    )


def _codings(concepts: Any) -> Iterator[Mapping[str, Any]]:
    for each in concepts:
        yield from each.get("coding", ())
