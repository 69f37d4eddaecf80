"""Keeps timebooks for two of the nation's offices, gives some of the cast times, and lets two ask: through the gate, as anybody does.

Told again after an interruption it opens no time and gives no appointment twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from innsyn.gate.booking.asking import Chosen, Wish
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import Calendar
from innsyn.gate.values import Stored
from innsyn.gate.visit import Actor, Ground, Visit
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.sandbox.people.address_parties import her_id_of_doctor, her_id_of_unit
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.settling import Unsettled

WORKING_DAYS = 15
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A calendar of an office.

    doctor: key, empty for a room of the office. kind, practical: as the office words them. minutes: of each time. at: hours it begins
    at. is_direct: what is left free is theirs who take it; otherwise each is answered."""

    doctor: str
    kind: str
    minutes: int
    at: tuple[str, ...]
    is_direct: bool = True
    name: str = ""
    practical: str = ""
    cancel_hours: int = 24


_DAY = ("09:00", "09:20", "09:40", "10:20", "10:40", "11:20", "12:30", "12:50", "13:30", "14:10")
_LATE = "Avbestill senest dagen før, ellers må du betale for timen."
OFFICES: dict[str, tuple[str, tuple[Told, ...]]] = {
    "trollkatten": (
        "lund",
        (
            Told("lien", "Legetime", 20, _DAY, practical=_LATE),
            Told("sveen", "Legetime", 20, _DAY, is_direct=False, practical=_LATE),
            Told("tran", "Legetime", 20, _DAY, practical=_LATE),
            Told("", "Vaksine mot influensa", 5, ("14:30", "14:35", "14:40", "14:45"), name="Vaksinerommet", cancel_hours=2),
            Told("", "Blodprøve", 10, ("08:00", "08:10", "08:20", "08:30"), name="Laboratoriet", practical="Møt ti minutter før timen."),
        ),
    ),
    "blaaklokka": ("sandvik", (Told("holte", "Legetime", 20, _DAY, is_direct=False, practical=_LATE),)),
}
"""Offices with whoever works at the desk and their calendars."""

GIVEN = (("jonas", "lien", 3, "Kontroll av ørene"), ("kari", "lien", 8, "Blodtrykk"), ("arne", "tran", 5, "Ny resept og blodtrykk"))
"""Whom the desk at Trollkatten has given a time: patient, doctor, working days ahead, what it is about."""

AWAY = ("tran", 5, "Kurs")
"""Which doctor is away on one day: her calendar is closed then, and who has a time is still to be given another."""

SOON = "arne"
"""Who of them can come at short notice."""

ASKED = ("gerd", "sveen", 4, "Vondt i hofta når jeg går")
WISHED = ("silje", "malik", "blaaklokka", "Samtale om å trappe ned. Helst sist på dagen.")


async def tell_timebooks(gate: Gate, nation: Nation, now: Instant) -> None:
    """Open the timebooks, and let who is told of have and ask for times. Raises Unsettled when the gate would not."""
    for office, (worker, told) in OFFICES.items():
        await _open(gate, nation, office, await _actor(gate, nation, worker, office), told, now)
    await _fill(gate, nation, now)


async def _open(gate: Gate, nation: Nation, office: str, actor: Actor, told: tuple[Told, ...], now: Instant) -> None:
    known = {(each.name, each.kind): each.id for each in await gate.timebook.calendars(actor, now)}
    for each in told:
        calendar = _calendar(nation, office, each)
        id_ = known.get((calendar.name, calendar.kind))
        if id_ is None:
            kept = await gate.timebook.keep(actor, calendar, now)
            if isinstance(kept, Refused):
                raise Unsettled(f"{office}: {kept.verdict.rule}")
            id_ = kept
        dice = Random(f"{nation.seed}:timebook:{office}:{calendar.name}:{each.kind}")  # noqa: S311 -- chance that comes back
        starts = _starts(each, dice, norwegian_date(now))
        for some in range(0, len(starts), 200):
            await gate.timebook.open(actor, id_, starts[some : some + 200], timedelta(minutes=each.minutes), now)


def _calendar(nation: Nation, office: str, told: Told) -> Calendar:
    her_id = her_id_of_doctor(nation, told.doctor, office) if told.doctor else her_id_of_unit(nation, office)
    return Calendar(
        id="",
        version=0,
        organisation=nation.organisations[office].number or "",
        her_id=str(her_id),
        name=str(nation.personnel[told.doctor].name) if told.doctor else told.name,
        kind=told.kind,
        practical=told.practical,
        place=nation.organisations[office].name,
        confirms="direct" if told.is_direct else "asks",
        cancel_hours=told.cancel_hours,
        may_move=True,
        is_of_person=bool(told.doctor),
    )


def _starts(told: Told, chance: Random, today: date) -> list[Instant]:
    """Say when the times begin: on working days, at some of the hours."""
    some = max(3, len(told.at) // 2)
    hours = [sorted(chance.sample(told.at, some)) for _ in range(WORKING_DAYS)]
    return [
        datetime.combine(working_day(today, place), time.fromisoformat(hour), NORWAY)
        for place, chosen in enumerate(hours, 1)
        for hour in chosen
    ]


def working_day(today: date, count: int) -> date:
    """Say which day is so many working days after today."""
    day = today
    while count:
        day += timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day


async def _fill(gate: Gate, nation: Nation, now: Instant) -> None:
    office, (worker, _) = "trollkatten", OFFICES["trollkatten"]
    desk = await _actor(gate, nation, worker, office)
    times = await gate.timebook.times(desk, now, now + timedelta(weeks=5), now)
    if any(each.taken_by for each in times):
        return
    for patient, doctor, days, words in GIVEN:
        visit = await _opened(gate, desk, patient, now)
        answer = await gate.booking_answers.give(visit, await _free(gate, nation, desk, doctor, days, now), words, now)
        await gate.close(visit, now)
        _see(patient, answer)
        if patient == SOON and isinstance(answer, Stored):
            visit = await _own(gate, nation, patient, now)
            _see(patient, await gate.booking_says.comes_soon(visit, answer.id, now, is_so=True))
            await gate.close(visit, now)
    await _close(gate, nation, desk, now)
    patient, doctor, days, words = ASKED
    visit = await _own(gate, nation, patient, now)
    _see(patient, await gate.booking.book(visit, await _free(gate, nation, desk, doctor, days, now), words, now))
    await gate.close(visit, now)
    patient, doctor, office, words = WISHED
    visit, today = await _own(gate, nation, patient, now), norwegian_date(now)
    wish = Wish(
        organisation=nation.organisations[office].number or "",
        her_id=str(her_id_of_doctor(nation, doctor, office)),
        name=str(nation.personnel[doctor].name),
        first=today + timedelta(days=2),
        last=today + timedelta(days=16),
        words=words,
    )
    _see(patient, await gate.booking.wish(visit, wish, now))
    await gate.close(visit, now)


async def _close(gate: Gate, nation: Nation, desk: Actor, now: Instant) -> None:
    """Close the calendar of the doctor who is away."""
    doctor, days, reason = AWAY
    name = str(nation.personnel[doctor].name)
    calendar = next(each for each in await gate.timebook.calendars(desk, now) if each.name == name)
    since = datetime.combine(working_day(norwegian_date(now), days), time.min, NORWAY)
    _see(doctor, await gate.closing.close(desk, calendar.id, since, since + timedelta(days=1), reason, now))


async def _free(gate: Gate, nation: Nation, desk: Actor, doctor: str, days: int, now: Instant) -> Chosen:
    """Choose the first free time of a doctor so many working days ahead."""
    day = datetime.combine(working_day(norwegian_date(now), days), time.min, NORWAY)
    name = str(nation.personnel[doctor].name)
    hers = {each.id for each in await gate.timebook.calendars(desk, now) if each.name == name}
    times = await gate.timebook.times(desk, day, day + timedelta(days=1), now)
    found = next((each for each in times if each.calendar_id in hers and each.is_free(mark="", now=now)), None)
    if found is None:
        raise Unsettled(f"{doctor}: no time")
    return Chosen(found.organisation, found.id, found.version)


async def _actor(gate: Gate, nation: Nation, worker: str, office: str) -> Actor:
    person, entity = nation.personnel[worker], nation.organisations[office].number or ""
    number = person_number(person.number)
    if number is None:
        raise Unsettled(worker)
    return await gate.actors.staff(
        number, name=str(person.name), hpr=person.hpr or "", legal_entity=entity, point_of_care=entity, level="high"
    )  # fmt: skip


async def _opened(gate: Gate, desk: Actor, patient: str, now: Instant) -> Visit:
    owner, ground = await gate.locate("Patient", patient), staff_ground(purpose="TREAT", basis="gate.basis.appointment")
    visit = await gate.open(desk, owner, ground, now) if owner and isinstance(ground, Ground) else None
    if not isinstance(visit, Visit):
        raise Unsettled(patient)
    return visit


async def _own(gate: Gate, nation: Nation, patient: str, now: Instant) -> Visit:
    number = person_number(nation.people[patient].number)
    visit = await gate.open_own(gate.actors.citizen(number, level="high"), number, now) if number else None
    if not isinstance(visit, Visit):
        raise Unsettled(patient)
    return visit


def _see(patient: str, answer: object) -> None:
    if not isinstance(answer, Stored | Closure):
        raise Unsettled(f"{patient}: {answer.verdict.rule if isinstance(answer, Refused) else answer}")
