"""Who can come sooner to a free time, until when they may answer, and how a meeting apart is read."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.meeting import VIRTUAL_SERVICE, meeting
from innsyn.features.appointments.timebook import short_notice
from innsyn.features.appointments.timebook.soon import ends, suiting, vacant
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.gate.tests.samples import NOW
from innsyn.record.stored import Stored

CALENDAR = Calendar(id="c", version=1, organisation="1", her_id="2", name="Siv Lege", kind="Legetime")


def comer(days, what="Legetime", id_="a"):
    start = None if days is None else NOW + timedelta(days=days)
    return Appointment(id=id_, state="booked", start=start, end=None, what=what, stored_at=NOW)


def time(days, id_="s", calendar="c"):
    start = NOW + timedelta(days=days)
    return Time(id=id_, version=1, organisation="1", calendar_id=calendar, status="free", start=start, end=start + timedelta(minutes=20))


def test_only_who_waits_for_the_same_and_would_come_sooner_suits_and_who_waits_longest_stands_first():
    comers = [comer(3, id_="soon"), comer(9, "legetime", "late"), comer(2, id_="same"), comer(9, "Blodprøve"), comer(None)]
    assert [each.id for each in suiting(time(2), CALENDAR, comers)] == ["late", "soon"]


def test_a_time_nobody_can_come_to_or_of_no_calendar_of_ours_is_left_out():
    times = [time(4, "late"), time(1, "soon"), time(8, "nobody"), time(1, "other", "d")]
    assert [(each.time.id, len(each.comers)) for each in vacant(times, [CALENDAR], [comer(5)])] == [("soon", 1), ("late", 1)]


def test_an_offer_ends_at_the_latest_when_the_time_begins():
    assert ends(time(2), 4, NOW) == NOW + timedelta(hours=4)
    assert ends(time(0.1), 4, NOW) == NOW + timedelta(days=0.1)


class Ticked(dict[str, str]):
    """A form in which two are ticked."""

    def getlist(self, _name):
        return ["a", "b"]


async def test_all_are_offered_a_time_before_anybody_is_told(monkeypatch):
    done, vacancies = [], vacant([time(1)], [CALENDAR], [comer(5, id_="a"), comer(6, id_="b")])

    async def found(_call):
        return [], vacancies

    async def offered(_call, id_, _do):
        done.append(("offered", id_))
        return Stored(
            row=1, owner=UUID(int=1), type="Appointment", id=id_, version=2, recorded_at=NOW, custodian="1", labels=frozenset(),
            deleted=False, body=b"{}",
        )  # fmt: skip

    async def tell(_call, _kind, row, **_more):
        done.append(("told", row.id))

    for name, do in {"_found": found, "in_her_record": offered, "tell_of": tell}.items():
        monkeypatch.setattr(short_notice, name, do)
    await short_notice.offer(SimpleNamespace(form=Ticked(slot="s"), now=NOW))
    assert done == [("offered", "b"), ("offered", "a"), ("told", "b"), ("told", "a")]


def virtual(*said):
    return {"extension": [{"url": VIRTUAL_SERVICE, "extension": list(said)}]}


VIDEO, PHONE = {"url": "channelType", "valueCoding": {"code": "url"}}, {"url": "channelType", "valueCode": "phone"}


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ({}, ("", "")),
        (virtual(VIDEO, {"url": "virtualAddress", "valueUrl": "https://video.example/x"}), ("video", "https://video.example/x")),
        (virtual(VIDEO, {"url": "virtualAddress", "valueUrl": "javascript:alert(1)"}), ("video", "")),
        (virtual(VIDEO, {"url": "virtualAddress", "valueUrl": "http://video.example/x"}), ("video", "")),
        (virtual(VIDEO), ("video", "")),
        (virtual(PHONE, {"url": "virtualAddress", "valueContactPoint": {"value": "22000000"}}), ("phone", "22000000")),
        (virtual({"url": "channelType", "valueCode": "carrier-pigeon"}, {"url": "virtualAddress", "valueString": "x"}), ("", "")),
    ],
)
def test_a_meeting_apart_is_read_and_a_link_that_is_not_safe_is_none(body, read):
    assert meeting(body) == read
