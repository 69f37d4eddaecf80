"""A clinic's own system: what it fetches, says and sends, and that neither its own death nor the platform's loses or doubles anything."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from innsyn.sandbox.simulators import clinic_system
from innsyn.sandbox.simulators.clinic_system import Behaviour, Fault
from innsyn.sandbox.simulators.clinic_system.copies import alone
from innsyn.sandbox.simulators.clinic_system.tokens import Unanswered

WORD = str(UUID(int=7))


def statuses(platform):
    return [each["status"] for type_ in ("Communication", "Task") for each in platform.all(type_)]


async def test_a_message_is_fetched_kept_and_said_to_be_here(clinic, platform):
    platform.asks_hers()
    assert await clinic.system.look()
    assert statuses(platform) == ["completed", "received"]
    assert platform.all("Communication")[0]["received"].startswith("2026-11-29T12:00:00")
    (thread,) = clinic.system.threads()
    assert (thread.patient, thread.subject, thread.said[0].text, thread.is_unanswered) == ("Per Rønning", "Knee", "My knee hurts.", True)


async def test_the_copy_is_the_clinics_own_and_outlives_what_the_platform_shows(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    platform.stands.clear()
    clinic.restart()
    assert [each.subject for each in clinic.system.threads()] == ["Knee"]


async def test_a_message_is_kept_before_it_is_said_to_be_here(clinic, platform):
    platform.asks_hers()
    platform.before = lambda request: httpx.Response(503) if request.method == "PATCH" else None
    with pytest.raises(Unanswered):
        await clinic.system.look()
    assert [said.text for said in clinic.system.thread("t1").said] == ["My knee hurts."]


async def test_what_came_while_it_was_away_is_found_at_the_start(clinic, platform):
    clinic.with_faults(Fault.AWAY)
    platform.asks_hers()
    assert await clinic.system.look()
    assert statuses(platform) == ["in-progress", "requested"]
    clinic.behaviour.switch(Fault.AWAY, is_on=False)
    clinic.restart()
    await clinic.system.look()
    assert statuses(platform) == ["completed", "received"]


@pytest.mark.parametrize(
    "last", ["GET /fhir/Subscription", "POST /token", "GET /fhir/Communication", "GET /fhir/Task/t1", "PATCH /fhir/Task/t1"]
)
async def test_who_goes_down_at_work_neither_fetches_nor_sends_any_more_and_starts_again_with_its_files_alone(clinic, platform, last):
    platform.asks_hers()
    platform.after = lambda request: clinic.with_faults(Fault.AWAY) if f"{request.method} {request.url.path}" == last else None
    assert await clinic.system.look()
    assert platform.asks[-1] == last
    platform.after = lambda _: None
    clinic.behaviour.switch(Fault.AWAY, is_on=False)
    await clinic.system.look()
    assert statuses(platform) == ["completed", "received"]
    assert platform.asks.count("POST /token") == 2


async def test_who_is_told_to_be_quick_again_does_not_go_on_waiting(clinic, platform, monkeypatch):
    platform.asks_hers()
    asked = iter([True])
    monkeypatch.setattr(Behaviour, "__contains__", lambda _, fault: fault is Fault.SLOW and next(asked, False))
    clinic.system._slow_s = 3600
    async with asyncio.timeout(60):
        await clinic.system.look()
    assert statuses(platform) == ["completed", "received"]


async def test_an_answer_is_a_message_of_its_own_and_the_conversation_goes_on(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.", to="m1")
    await clinic.system.look()
    answer = platform.all("Communication")[1]
    assert answer["payload"] == [{"contentString": "Come tomorrow."}]
    assert (answer["basedOn"], answer["inResponseTo"]) == ([{"reference": "Task/t1"}], [{"reference": "Communication/m1"}])
    assert answer["sender"]["identifier"]["value"] == "99"
    assert platform.all("Task")[0]["status"] == "in-progress"
    assert [said.is_from_patient for said in clinic.system.thread("t1").said] == [True, False]
    assert clinic.system.outbox.waiting() == []


async def test_what_the_office_wrote_waits_while_the_platform_is_away_and_the_system_may_die_meanwhile(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    platform.before = lambda _: httpx.Response(503)
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.")
    with pytest.raises(Unanswered):
        await clinic.system.look()
    assert clinic.system.thread("t1").waits == ("answer",)
    clinic.restart()
    platform.before = lambda _: None
    await clinic.system.look()
    assert len(platform.all("Communication")) == 2
    assert clinic.system.thread("t1").waits == ()


async def test_who_dies_between_sending_and_knowing_sends_again_and_it_is_one(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.")

    def dies(request):
        if request.method == "POST" and request.url.path.endswith("Communication"):
            raise httpx.ReadError("cut", request=request)

    platform.after = dies
    with pytest.raises(Unanswered):
        await clinic.system.look()
    assert len(platform.all("Communication")) == 2, "it did arrive"
    platform.after = lambda _: None
    clinic.restart()
    await clinic.system.look()
    assert len(platform.all("Communication")) == 2
    assert platform.all("Task")[0]["status"] == "in-progress"


async def test_an_answer_sent_twice_is_one(clinic, platform):
    clinic.with_faults(Fault.TWICE)
    platform.asks_hers()
    await clinic.system.look()
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.")
    await clinic.system.look()
    assert platform.asks.count("POST /fhir/Communication") == 2
    assert len(platform.all("Communication")) == 2


async def test_a_system_that_refuses_says_why_and_keeps_nothing(clinic, platform):
    clinic.with_faults(Fault.REFUSE)
    platform.asks_hers()
    await clinic.system.look()
    assert statuses(platform) == ["not-done", "failed"]
    for resource in (platform.all("Communication")[0], platform.all("Task")[0]):
        assert resource["statusReason"]["coding"][0]["system"].endswith(".8221")
    assert clinic.system.copies.all("Communication") == []


async def test_a_system_that_is_late_closes_first_and_answers_afterwards(clinic, platform):
    clinic.with_faults(Fault.LATE)
    platform.asks_hers()
    await clinic.system.look()
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.")
    await clinic.system.look()
    assert platform.all("Task")[0]["status"] == "completed"
    assert len(platform.all("Communication")) == 2


async def test_it_answers_by_itself_once_though_the_message_is_sent_again(clinic, platform):
    clinic.with_faults(Fault.ANSWERS, Fault.SLOW)
    platform.asks_hers()
    await clinic.system.look()
    platform.asks_hers()
    await clinic.system.look()
    assert [each["status"] for each in platform.all("Communication")] == ["completed", "completed"]


async def test_closing_tells_what_it_was_answered_with(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    clinic.system.write("answer", "t1", word=WORD, text="Yes.")
    clinic.clock.move(timedelta(seconds=1))
    clinic.system.write("closing", "t1", word="closing-1")
    await clinic.system.look()
    (task,) = platform.all("Task")
    assert (task["status"], [each["code"] for each in task["businessStatus"]["coding"]]) == ("completed", ["12", "13"])


async def test_refusing_a_conversation_says_the_offices_own_reason(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    clinic.system.write("rejection", "t1", word="rejection-1", text="Call us.")
    await clinic.system.look()
    (task,) = platform.all("Task")
    assert (task["status"], task["statusReason"]["text"], task["statusReason"]["coding"][0]["code"]) == ("rejected", "Call us.", "26")
    assert not clinic.system.thread("t1").is_open


async def test_what_the_platform_will_not_have_is_given_back_and_not_sent_again(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    platform.before = lambda request: httpx.Response(422) if request.method == "POST" and "Communication" in request.url.path else None
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.")
    await clinic.system.look()
    thread = clinic.system.thread("t1")
    assert (thread.returned, thread.waits, thread.said[-1].sent) == (("answer",), (), "returned")


async def test_a_no_to_a_close_is_forgotten_when_something_else_is_written_and_a_no_to_an_answer_is_not(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    platform.before = lambda request: httpx.Response(422) if request.method in ("POST", "PATCH") else None
    clinic.system.write("closing", "t1", word="closing-1")
    await clinic.system.look()
    assert clinic.system.thread("t1").returned == ("closing",)
    clinic.system.write("answer", "t1", word=WORD, text="Come tomorrow.")
    await clinic.system.look()
    clinic.system.write("closing", "t1", word="closing-2")
    assert clinic.system.thread("t1").returned == ("answer",)


async def test_somebody_who_comes_in_between_is_not_written_over(clinic, platform):
    platform.asks_hers()
    await clinic.system.look()
    came = []

    def comes(request):
        if request.method == "PATCH" and not came:
            came.append(platform.put({**platform.all("Task")[0], "description": "Changed meanwhile"}))

    platform.before = comes
    clinic.system.write("closing", "t1", word="closing-1")
    await clinic.system.look()
    (task,) = platform.all("Task")
    assert (task["status"], task["description"]) == ("completed", "Changed meanwhile")


async def test_of_two_processes_one_works_at_a_time(clinic, platform):
    platform.asks_hers()
    with alone(clinic.folder) as is_alone:
        assert is_alone
        assert not await clinic.system.look()
    assert statuses(platform) == ["in-progress", "requested"]


async def test_it_subscribes_once_and_asks_again_where_the_platform_has_given_up(clinic, platform):
    await clinic.system.look()
    clinic.restart()
    await clinic.system.look()
    assert len(platform.all("Subscription")) == 3
    platform.put({**platform.all("Subscription")[0], "status": "error"})
    clinic.restart()
    await clinic.system.look()
    assert [each["status"] for each in platform.all("Subscription")] == ["requested"] * 3


async def test_a_token_that_has_ended_is_asked_for_anew(clinic, platform):
    await clinic.system.look()
    clinic.clock.move(timedelta(minutes=10))
    await clinic.system.look()
    assert platform.asks.count("POST /token") == 2


async def test_a_token_that_is_not_taken_any_more_is_asked_for_once_more(clinic, platform):
    await clinic.system.look()
    refused = []

    def refuses(request):
        if "/fhir/Communication" in request.url.path and not refused:
            refused.append(request)
            return httpx.Response(401)
        return None

    platform.before = refuses
    assert await clinic.system.look()
    assert platform.asks.count("POST /token") == 2


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"slow": true, "away": false}', {"content-type": "application/json"}, 200),
        (b'{"slow": true}', {"content-type": "text/plain"}, 400),
        (b'{"slow": true, "sleepy": true}', {"content-type": "application/json"}, 400),
        (b'{"slow": 1}', {"content-type": "application/json"}, 400),
        (b'{"slow": true', {"content-type": "application/json"}, 400),
        (b"[]", {"content-type": "application/json"}, 400),
    ],
)
async def test_switches_take_what_they_know_and_no_form(clinic, body, headers, status):
    application = clinic_system.simulator(clinic.system, clinic.behaviour)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="https://clinic.example") as http:
        assert (await http.post("/switches", content=body, headers=headers)).status_code == status
    assert (Fault.SLOW in clinic.behaviour) == (status == 200)


async def test_what_is_set_is_there_before_what_is_taken_away_is_gone(clinic, monkeypatch):
    met, switch = [], Behaviour.switch
    monkeypatch.setattr(Behaviour, "switch", lambda self, fault, *, is_on: (switch(self, fault, is_on=is_on), met.append(set(self))))
    clinic.with_faults(Fault.SLOW).behaviour.change({Fault.SLOW: False, Fault.ANSWERS: True})
    assert met == [{Fault.SLOW}, {Fault.SLOW, Fault.ANSWERS}, {Fault.ANSWERS}]


async def test_a_knock_is_taken_unless_the_system_is_down(clinic):
    application = clinic_system.simulator(clinic.system, clinic.behaviour)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="https://clinic.example") as http:
        assert (await http.post("/knock")).status_code == 200
        clinic.with_faults(Fault.AWAY)
        assert (await http.post("/knock")).status_code == 503
