"""What a telephone is told of events that repeat, that were removed, and that there is more: read by an independent library."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject

from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.feed import written
from innsyn.features.calendar.repeating import repeated
from innsyn.features.calendar.rules import own_event
from innsyn.kernel.clock import NORWAY, instant
from innsyn.web import Language
from innsyn.web.app import WEB
from innsyn.web.texts import Texts

AT = instant("2026-11-22T10:00:00Z")
LANGUAGE = Language("nb", Texts.load([WEB / "texts", WEB.parent / "features" / "calendar" / "texts"]))
OUT = frozenset({date(2027, 3, 28)})


def an_entry(told, **other):
    is_timed = isinstance(told.begins, datetime)
    given = {
        "id": "e1",
        "kind": "own",
        "state": "",
        "begins": told.begins if is_timed else None,
        "ends": told.ends if is_timed else None,
        "first": told.begins.date() if is_timed else told.begins,
        "last": told.ends.date() if is_timed else told.ends,
        "title": "Korøvelse",
        "place": "Kirka",
        "stored_at": AT,
        "repeats": told.repeats,
    }
    return Entry(**(given | other))


def read(*entries, wording="place", **other):
    (calendar,) = vobject.readComponents(written(entries, LANGUAGE, wording, **other).decode())
    return calendar


def series(**how):
    told = own_event(title="Kor", first=date(2027, 3, 21), starts=time(18), last=None, ends=time(20), place="", note="")
    return repeated(told, "weekly", **({"until": date(2027, 4, 11), "times": None, "not_on": OUT} | how))


def test_what_repeats_is_told_once_with_its_rule_and_stays_at_its_hour_on_the_wall():
    event = read(an_entry(series())).vevent
    times = [each.astimezone(NORWAY) for each in event.getrruleset()]
    assert [(each.date(), each.hour) for each in times] == [(date(2027, 3, 21), 18), (date(2027, 4, 4), 18), (date(2027, 4, 11), 18)]
    assert "UNTIL=20270411T215959Z" in event.rrule.value


def test_what_repeats_for_whole_days_has_its_end_in_days():
    whole = own_event(title="Kur", first=date(2027, 3, 21), starts=None, last=date(2027, 3, 22), ends=None, place="", note="")
    event = read(an_entry(repeated(whole, "fortnightly", until=date(2027, 5, 1), times=None))).vevent
    assert [each.date() for each in event.getrruleset()] == [date(2027, 3, 21), date(2027, 4, 4), date(2027, 4, 18)]
    assert "UNTIL=20270501" in event.rrule.value
    assert event.dtend.value - event.dtstart.value == timedelta(days=2)


def test_so_many_times_are_so_many():
    assert len(list(read(an_entry(series(until=None, times=5, not_on=frozenset()))).vevent.getrruleset())) == 5


def test_what_was_removed_is_cancelled_and_says_no_more_what_it_was():
    removed = read(an_entry(series(), state="called_off", version=3)).vevent
    assert (removed.status.value, removed.sequence.value, removed.summary.value) == ("CANCELLED", "2", "Egen hendelse")
    assert "location" not in removed.contents
    assert removed.uid.value == read(an_entry(series())).vevent.uid.value


@pytest.mark.parametrize("wording", ["neutral", "place"])
def test_a_calendar_that_was_cut_says_so_and_a_whole_one_does_not(wording):
    cut = read(an_entry(series()), wording=wording, cut_on=date(2026, 11, 22))
    assert "Ikke alt er med her" in cut.description.value
    assert [each.dtstart.value for each in cut.vevent_list if "Ikke alt" in each.summary.value] == [date(2026, 11, 22)]
    whole = read(an_entry(series()), wording=wording)
    assert "description" not in whole.contents
    assert len(whole.vevent_list) == 1


def test_the_calendar_says_its_name_and_how_often_to_come():
    calendar = read()
    assert calendar.contents["method"][0].value == "PUBLISH"
    assert calendar.contents["name"][0].value == calendar.contents["x-wr-calname"][0].value
    assert calendar.contents["refresh-interval"][0].value == timedelta(hours=4) or calendar.contents["refresh-interval"][0].value == "PT4H"
    assert calendar.contents["x-published-ttl"][0].value == "PT4H"


def test_hours_are_told_in_norways_zone():
    assert read(an_entry(series())).vevent.dtstart.value.astimezone(UTC) == datetime(2027, 3, 21, 17, tzinfo=UTC)
