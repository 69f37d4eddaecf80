"""What a patient answers stands in the appointment and beside it; an offer that cannot be read is none."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from innsyn.fhir.validation import validate
from innsyn.gate.standing.appointment_answers import (
    Offer,
    acknowledged,
    called_in,
    coming_soon,
    declining,
    is_offered,
    offer_mark,
    offer_of,
    offering,
    response_body,
    taken,
)
from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, ACKNOWLEDGED, CANCEL, COMES_SOON, SHORT_NOTICE, has_said, limit, may
from innsyn.gate.standing.appointments import OFFERED, Whose, asked_body, back_at, called_off, confirmed, moved
from innsyn.gate.standing.preparations import preparation_body, preparations_of
from innsyn.gate.standing.timebooks import BUSY, TENTATIVE, Calendar, Time

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
START, UNTIL = NOW + timedelta(days=9), NOW + timedelta(hours=4)
HERS = Whose("p1", "Kari Nordby")
CALENDAR = Calendar(
    id="c", version=1, organisation="974749025", her_id="99000001", name="Siv Lege", kind="Legetime", cancel_hours=24, may_move=True
)  # fmt: skip
FIXED = Calendar(id="c", version=1, organisation="974749025", her_id="99000001", name="Siv Lege", kind="Legetime", cancel_hours=24)
SECRET = [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]


def time(id_="s", start=START, **more):
    end = start + timedelta(minutes=20)
    return Time(id=id_, version=1, organisation="974749025", calendar_id="c", start=start, end=end, **({"status": "free"} | more))


def booked(calendar=CALENDAR):
    return confirmed(asked_body(time(), calendar, whose=HERS, identifier=UUID(int=7), words="", now=NOW))


def statuses(body):
    return [each["status"] for each in body["participant"]]


def response(body, **more):
    told = {"appointment_id": "a1", "patient_id": "p1", "said": "accepted", "identifier": UUID(int=9)}
    return response_body(body, **(told | more))


def test_whoever_is_called_in_is_asked_to_answer_until_it_begins_and_answers_once():
    asked = called_in(called_in(booked(), "p1", START), "p1", START)
    assert (statuses(asked), limit(asked, ACKNOWLEDGE)) == (["needs-action", "accepted"], START)
    assert [each["id"] for each in asked["contained"]].count(ACKNOWLEDGE) == 1
    assert (may(asked, ACKNOWLEDGE, START - timedelta(seconds=1)), may(asked, ACKNOWLEDGE, START)) == (True, False)
    read = acknowledged(asked)
    assert (statuses(read), may(read, ACKNOWLEDGE, NOW), has_said(read, ACKNOWLEDGED)) == (["accepted", "accepted"], False, True)
    assert may(read, CANCEL, NOW)
    assert "contained" not in acknowledged({"contained": [asked["contained"][-1]], "participant": []})


def test_another_time_is_not_the_one_she_has_read_of():
    read = acknowledged(called_in(booked(), "p1", START))
    for other in (moved(read, time("t"), CALENDAR, HERS), back_at(read, time("t"), CALENDAR, HERS)):
        assert not has_said(other, ACKNOWLEDGED)
        assert not may(other, ACKNOWLEDGE, NOW)


def test_who_may_move_alone_may_come_sooner_and_nobody_else():
    assert may(booked(), SHORT_NOTICE, START - timedelta(seconds=1))
    assert not may(booked(), SHORT_NOTICE, START)
    assert not may(booked(FIXED), SHORT_NOTICE, NOW)
    said = coming_soon(booked(), is_so=True)
    assert has_said(said, COMES_SOON)
    assert has_said(coming_soon(said, is_so=True), COMES_SOON)
    assert len(coming_soon(said, is_so=True)["meta"]["tag"]) == 1
    assert "meta" not in coming_soon(said, is_so=False)
    assert not has_said(called_off(said, "pat"), COMES_SOON)


def test_what_she_said_and_who_may_not_see_follow_the_appointment_when_the_clinic_writes_it_anew():
    said = {**coming_soon(booked(), is_so=True)}
    said["meta"] = {**said["meta"], "security": SECRET, "versionId": "3"}
    for after in (confirmed(said), moved(said, time("t"), CALENDAR, HERS), offering(said, time("t"), UNTIL)):
        assert has_said(after, COMES_SOON)
        assert (after["meta"]["security"], "versionId" in after["meta"]) == (SECRET, False)
    assert called_off(said, "pat")["meta"] == {"security": SECRET}


def test_an_offer_is_open_until_its_end_and_until_she_says_no():
    offer = offer_of(offering(booked(), time("t", NOW + timedelta(days=1)), UNTIL))
    assert offer == Offer("t", NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=20), UNTIL)
    assert (offer.is_open(UNTIL - timedelta(seconds=1)), offer.is_open(UNTIL)) == (True, False)
    declined = declining(offering(booked(), time("t"), UNTIL), offer)
    assert not offer_of(declined).is_open(NOW)
    assert [each["url"] for each in declined["extension"]].count(OFFERED) == 1
    again = offering(declined, time("u"), UNTIL)
    assert (offer_of(again).slot_id, offer_of(again).is_open(NOW)) == ("u", True)


def test_an_offer_that_is_used_moved_away_from_or_called_off_is_gone():
    offered = offering(coming_soon(booked(), is_so=True), time("t"), UNTIL)
    used = taken(offered)
    assert (offer_of(used), has_said(used, COMES_SOON)) == (None, False)
    assert offer_of(called_off(offered, "prov")) is None
    for other in (moved(offered, time("u"), CALENDAR, HERS), back_at(offered, time("u"), CALENDAR, HERS)):
        assert offer_of(other) is None
    assert offer_of(booked()) is None


@pytest.mark.parametrize("broken", ["slot", "period", "until"])
def test_an_offer_that_cannot_be_read_is_none(broken):
    body = offering(booked(), time("t"), UNTIL)
    (said,) = body["extension"]
    said["extension"] = [each for each in said["extension"] if each["url"] != broken]
    assert offer_of(body) is None


def test_only_a_time_held_for_an_offer_is_offered():
    held = {"status": TENTATIVE, "hold": offer_mark("s"), "held_until": UNTIL}
    assert is_offered(time(**held), NOW)
    assert not is_offered(time(**held), UNTIL)
    assert not is_offered(time(**{**held, "hold": offer_mark("t")}), NOW)
    assert not is_offered(time(**{**held, "status": BUSY}), NOW)


def test_an_answer_is_a_patients_says_whether_she_comes_sooner_and_is_hidden_from_whom_the_appointment_is():
    offer = Offer("t", NOW, NOW + timedelta(minutes=20), UNTIL)
    plain, soon = response(booked()), response(coming_soon(booked(), is_so=True), said="declined", about=offer)
    assert (plain["extension"][0]["valueBoolean"], soon["extension"][0]["valueBoolean"]) == (False, True)
    assert (plain["actor"], plain["start"], plain["participantStatus"]) == (
        {"reference": "Patient/p1", "type": "Patient"}, START.isoformat(), "accepted",
    )  # fmt: skip
    assert (soon["start"], soon["participantStatus"]) == (NOW.isoformat(), "declined")
    assert response({**booked(), "meta": {"security": SECRET}})["meta"] == {"security": SECRET}
    profile = {"meta": {"profile": ["http://hl7.no/fhir/StructureDefinition/no-basis-AppointmentResponse"]}}
    assert [list(validate(each | profile)) for each in (plain, soon)] == [[], []]


def test_how_to_prepare_is_read_in_its_order_and_stays_when_the_time_changes():
    told = [preparation_body("home", "Bli fulgt hjem.", place=1), preparation_body("fasting", "Ikke spis.", place=2)]
    other = {"resourceType": "Communication", "id": "x", "topic": {"text": "Parkering"}, "payload": [{"contentString": "Bak huset."}]}
    unnamed, silent = {**other, "id": "y"}, {"resourceType": "Communication", "id": "z"}
    body = booked() | {"contained": [*booked()["contained"], *told, other, unnamed, silent]}
    names = ("preparation-2", "preparation-1", "x", "z", "nothing")
    body["supportingInformation"] = [*body["supportingInformation"], *({"reference": f"#{each}"} for each in names)]
    expected = [("fasting", "", "Ikke spis."), ("home", "", "Bli fulgt hjem."), ("", "Parkering", "Bak huset.")]
    for each in (body, moved(body, time("t"), CALENDAR, HERS), acknowledged(body)):
        assert [(one.topic, one.title, one.words) for one in preparations_of(each)] == expected
    assert preparations_of({}) == ()
