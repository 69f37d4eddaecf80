"""Writes a calendar as iCalendar, for the calendar of a telephone: neutral, or with kind and place; never what a clinic says it is about.

Source: RFC 5545; RFC 7986 (NAME, REFRESH-INTERVAL); docs/spec/calendar.md#CAL-6.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vRecur

from innsyn.features.calendar import chart
from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.repeating import end_of
from innsyn.features.calendar.span import Span
from innsyn.gate.gate import Gate
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.web import Language
from innsyn.web.calendar_feeds import Wording

BEHIND, AHEAD = timedelta(days=31), timedelta(days=365)
"""What a telephone is given: a month back, a year ahead."""

TOLD = ("appointment", "own", "action")
"""Kinds of entries a telephone is given. Contacts that have been are read in the record."""

_UIDS = UUID("0c9f3a52-6d1e-5c44-8f0e-2b7b1f7c9d10")
_STATUS = {"booked": "CONFIRMED", "over": "CONFIRMED", "asked": "TENTATIVE", "unanswered": "TENTATIVE", "called_off": "CANCELLED"}
_NOT_TOLD = frozenset({"wished", "missed"})
_SUMMER, _WINTER = datetime(1996, 3, 31, 2), datetime(1996, 10, 27, 3)  # noqa: DTZ001 - a zone is told in times without zone
_REFRESH = timedelta(hours=4)


async def drawn(gate: Gate, visit: Visit, language: Language, wording: Wording, *, now: Instant) -> tuple[bytes, Instant | None]:
    """Draw the calendar of a visit. Returns the octets, the same as long as nothing changes, and when something changed last."""
    today = norwegian_date(now)
    found = await chart.entries(gate, visit, Span("list", today - BEHIND, today + AHEAD), is_for_telephone=True, now=now)
    told = [each for each in found.entries if each.kind in TOLD and each.state not in _NOT_TOLD]
    return written(told, language, wording, cut_on=None if found.is_whole else today), max((each.stored_at for each in told), default=None)


def written(entries: Iterable[Entry], language: Language, wording: Wording, *, cut_on: date | None = None) -> bytes:
    """Write entries as one calendar, with the time zone they are told in.

    cut_on: a day on which it is said that there is more than a telephone is given; None when everything is here."""
    calendar = Calendar()
    for name, value in (("prodid", "-//Innsyn//Calendar//NO"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _plain(language, "calendar.feed.name"))
    calendar.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    if cut_on is not None:
        calendar.add("description", _plain(language, "calendar.feed.cut"))
        calendar.add_component(_cut(cut_on, language))
    calendar.add_component(_norway())
    for entry in entries:
        calendar.add_component(_event(entry, language, wording))
    octets: bytes = calendar.to_ical()
    return octets


def _norway() -> Timezone:
    """Write the time zone by the rule Norway has kept since 1996.

    Each onset is told in the time that holds until then (RFC 5545 § 3.6.5), which some readers take at its word."""
    zone = Timezone()
    zone.add("tzid", NORWAY.key)
    parts = ((TimezoneDaylight(), 3, _SUMMER, "CEST", (1, 2)), (TimezoneStandard(), 10, _WINTER, "CET", (2, 1)))
    for part, month, onset, name, (before, after) in parts:
        part.add("dtstart", onset)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _event(entry: Entry, language: Language, wording: Wording) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(_UIDS, _what(entry))}@innsyn")
    event.add("dtstamp", entry.stored_at)
    event.add("last-modified", entry.stored_at)
    event.add("sequence", entry.version - 1)
    begins, ends = _when(entry)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    _add_repetition(event, entry)
    event.add("summary", _summary(entry, language, wording))
    if wording == "place" and entry.place and not (entry.kind == "own" and entry.is_off):
        event.add("location", entry.place)
    event.add("status", _STATUS.get(entry.state, "CONFIRMED"))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if entry.begins else "TRANSPARENT")
    return event


def _cut(on: date, language: Language) -> Event:
    """Write, as an entry of its own, that there is more than a telephone is given: not every telephone shows a calendar's description."""
    event = Event()
    event.add("uid", f"{uuid5(_UIDS, 'cut')}@innsyn")
    event.add("dtstamp", datetime.combine(on, time.min, tzinfo=UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", _plain(language, "calendar.feed.cut"))
    event.add("transp", "TRANSPARENT")
    return event


def _add_repetition(event: Event, entry: Entry) -> None:
    """Write how an event repeats. A last day is told in UTC where hours are told in a zone; what was taken out is told by when it began."""
    if entry.repeats is None:
        return
    rule = vRecur.from_ical(entry.repeats.rule)
    until, _ = end_of(entry.repeats.rule)
    if until is not None and entry.begins is not None:
        rule["UNTIL"] = [datetime.combine(until, time(23, 59, 59), tzinfo=NORWAY).astimezone(UTC)]
    event.add("rrule", rule)
    for day in sorted(entry.repeats.not_on):
        event.add("exdate", day if entry.begins is None else datetime.combine(day, entry.begins.astimezone(NORWAY).time(), tzinfo=NORWAY))


def _what(entry: Entry) -> str:
    """Say which event it is: a resource, or an action of a plan on a day."""
    return f"{entry.id}/{entry.action}/{entry.first.isoformat()}" if entry.action else entry.id


def _when(entry: Entry) -> tuple[Instant | date, Instant | date]:
    """Say when an event begins and ends. The last of whole days is told as the day after; what has no end lasts as long as it must."""
    if entry.begins is None:
        return entry.first, entry.last + timedelta(days=1)
    begins = entry.begins.astimezone(NORWAY)
    return begins, entry.ends.astimezone(NORWAY) if entry.ends and entry.ends > entry.begins else begins


def _summary(entry: Entry, language: Language, wording: Wording) -> str:
    """Say what an event is called: of one's own what one has called it oneself, where one asked for more than neutral words."""
    if wording == "neutral":
        return _plain(language, "calendar.feed.neutral")
    return entry.title if entry.kind == "own" and entry.title and not entry.is_off else _plain(language, f"calendar.kind.{entry.kind}")


def _plain(language: Language, key: str) -> str:
    return language.t(key).unescape()
