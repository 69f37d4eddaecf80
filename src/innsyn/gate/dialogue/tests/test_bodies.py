"""Every state of a conversation and of a message is a valid resource, and says the same when it is read again."""

from datetime import UTC, datetime, timedelta

import pytest

from innsyn.fhir.validation import validate
from innsyn.gate.dialogue.tests.samples import CLINIC, NO_RECEIVER, a_conversation, a_message, an_id
from innsyn.gate.standing import conversations, messages
from innsyn.gate.standing.conversations import conversation_body, conversation_from, ended_at
from innsyn.gate.standing.messages import UNCONFIRMED_AFTER, Attachment, message_body, message_from
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker, speaker, speaker_of, written_speaker
from innsyn.gate.tests.samples import LATER, NOW, NURSE_HPR, TRUST
from innsyn.gate.visit import Actor, Code
from innsyn.kernel.systems import CLOSING_CODE

REFUSED = Code("26", CLOSING_CODE, "Vi tilbyr ikke dette")
PROMISED = NOW + timedelta(days=5)


def a_task(**more):
    return conversation_body(a_conversation(promised_until=PROMISED, **more), patient_id="p1", now=NOW)


def tasks():
    sent = a_task()
    taken = conversations.taken(conversations.received(sent, LATER), LATER, by="Dr. Nor", hpr=NURSE_HPR)
    answered = conversations.answered(taken, LATER)
    return {
        "sent": sent,
        "received": conversations.received(sent, LATER),
        "taken": taken,
        "answered": answered,
        "closed": conversations.closed(answered, LATER),
        "rejected": conversations.rejected(sent, REFUSED, LATER),
        "not-delivered": conversations.not_delivered(sent, NO_RECEIVER, LATER),
        "withdrawn": conversations.withdrawn(sent, LATER),
    }


def communications():
    sent = message_body(a_message(), patient_id="p1", now=NOW)
    draft = message_body(a_message(state="draft", subject="Attest"), patient_id="p1", now=NOW)
    return {
        "draft": draft,
        "discarded": messages.discarded(draft),
        "sent": sent,
        "delivered": messages.received(sent, LATER),
        "not-delivered": messages.not_delivered(sent, NO_RECEIVER),
    }


def errors(resource):
    return [problem for problem in validate(resource) if problem.severity == "error"]


@pytest.mark.parametrize("state", tasks())
def test_every_state_of_a_conversation_is_a_valid_task_that_says_so(state):
    task = tasks()[state]
    assert errors(task) == []
    assert conversation_from(task).state == state
    assert set(tasks()) == set(conversations.STATUSES)


@pytest.mark.parametrize("state", communications())
def test_every_state_of_a_message_is_a_valid_communication_that_says_so(state):
    communication = communications()[state]
    assert errors(communication) == []
    assert message_from(communication).state == state
    assert set(communications()) == set(messages.STATUSES)


def test_a_conversation_says_the_same_when_it_is_read_again():
    begun = a_conversation(
        patient="Kari Nordby", kind="e-consultation", promised_until=PROMISED, category=Code("sykmelding", "urn:x", "Sykmelding")
    )
    read = conversation_from(conversation_body(begun, patient_id="p1", now=NOW))
    assert (read.begun_at, read.last_modified) == (NOW, NOW)
    names = ("id", "kind", "patient", "contact", "contact_name", "organisation", "organisation_name", "subject", "began_by", "category")
    assert [getattr(read, name) for name in names] == [getattr(begun, name) for name in names]
    assert (read.promised_until, read.state, read.answer, read.closing, read.taken_by, read.reason) == (PROMISED, "sent", "", "", "", None)


def test_a_message_says_the_same_when_it_is_read_again():
    picture = Attachment(title="hud.jpg", content_type="image/jpeg", size=3, content="aGVp")
    elsewhere = Attachment(content_type="application/pdf", url="Binary/b")
    said = a_message(
        subject="Attest", kind="renewal", attachments=(picture, elsewhere), answers="Communication/c", organisation_name="Fjordby"
    )
    communication = message_body(said, patient_id="p1", now=NOW)
    assert errors(communication) == []
    assert message_from(communication | {"id": "m1"}) == (
        a_message(
            said.id, ref="Communication/m1", subject="Attest", kind="renewal", attachments=(picture, elsewhere), answers="Communication/c",
            organisation_name="Fjordby", sent_at=NOW,
        )
    )  # fmt: skip


def test_what_is_read_where_it_is_written_is_delivered_at_once():
    said = message_from(message_body(a_message(state="delivered"), patient_id="p1", now=NOW))
    assert (said.state, said.sent_at, said.received_at) == ("delivered", NOW, NOW)


def test_a_draft_says_no_instant_at_which_it_was_sent():
    assert message_from(communications()["draft"]).sent_at is None


def test_a_draft_that_is_thrown_away_says_nothing_more_of_what_it_said():
    thrown = message_from(communications()["discarded"])
    assert (thrown.text, thrown.subject) == ("", "")


@pytest.mark.parametrize(
    ("speaks", "side", "represents"),
    [
        (PATIENT_SPEAKS, "citizen", False),
        (Speaker(name="Siri", as_="parent", key="k1"), "citizen", True),
        (Speaker(name="Siri", as_="guardian", key="k1"), "citizen", True),
        (Speaker(name="Siri", as_="attorney", key="k1"), "citizen", True),
        (Speaker(name="Siri", as_="representative"), "citizen", True),
        (Speaker(name="Dr. Nor", as_="staff", key=NURSE_HPR), "clinic", False),
        (CLINIC, "clinic", False),
        (Speaker(as_="clinic"), "clinic", False),
    ],
)
def test_whoever_speaks_is_read_again_as_who_it_was(speaks, side, represents):
    assert speaker_of(written_speaker(speaks, "p1")) == speaks
    assert (speaks.side, speaks.represents) == (side, represents)
    task = a_task(began_by=speaks)
    assert errors(task) == []
    assert conversation_from(task).began_by == speaks


def test_whoever_is_in_a_visit_speaks_in_her_role():
    siri = Actor(kind="citizen", key="k1", name="Siri")
    assert speaker(siri, "self") == PATIENT_SPEAKS
    assert speaker(siri, "parent") == Speaker(name="Siri", as_="parent", key="k1")
    nurse = Actor(kind="staff", key="k2", name="Nina", hpr=NURSE_HPR, organisation=TRUST)
    assert speaker(nurse, "staff") == Speaker(name="Nina", as_="staff", key=NURSE_HPR)
    system = Actor(kind="system", key="s", name="Journal", organisation=TRUST, organisation_name="Fjordby")
    assert speaker(system, "system") == Speaker(name="Fjordby", as_="clinic")


@pytest.mark.parametrize(
    ("reference", "as_"),
    [
        ({}, "clinic"),
        ({"display": "Legekontoret"}, "clinic"),
        ({"reference": "Practitioner/x"}, "staff"),
        ({"reference": "PractitionerRole/x"}, "staff"),
        ({"reference": "Patient/p1"}, "self"),
        ({"reference": "RelatedPerson/x"}, "representative"),
        ({"type": "RelatedPerson", "extension": [{"url": "urn:innsyn:speaks-as", "valueCode": "staff"}]}, "representative"),
        ({"type": "RelatedPerson", "extension": [{"url": "urn:other", "valueCode": "parent"}]}, "representative"),
    ],
)
def test_a_speaker_another_system_names_is_whom_it_says_and_no_more(reference, as_):
    assert speaker_of(reference).as_ == as_


@pytest.mark.parametrize(
    "spoiled",
    [
        {"code": {"coding": [{"system": "urn:innsyn:dialogue", "code": "video"}]}},
        {"code": {"coding": [{"system": "urn:other", "code": "e-contact"}]}},
        {"code": {}},
        {"identifier": []},
        {"identifier": [{"system": "urn:innsyn:conversation", "value": "not-a-uuid"}]},
        {"owner": {"display": "Fjordby"}},
        {"restriction": {}},
        {"restriction": {"recipient": [{"identifier": {"system": "urn:other", "value": "1"}}]}},
    ],
)
def test_a_task_that_does_not_say_with_whom_it_is_is_no_conversation(spoiled):
    assert conversation_from({**a_task(), **spoiled}) is None


@pytest.mark.parametrize(
    "spoiled",
    [{"category": []}, {"category": [{"text": "Fra pasienten"}]}, {"identifier": []}, {"identifier": [{"system": "urn:x", "value": "1"}]}],
)
def test_a_communication_that_does_not_say_which_side_it_is_from_is_no_message(spoiled):
    assert message_from({**communications()["sent"], **spoiled}) is None


@pytest.mark.parametrize("status", ["on-hold", "draft", "entered-in-error", ""])
def test_a_state_nobody_knows_is_unknown_and_not_open(status):
    read = conversation_from({**a_task(), "status": status})
    assert (read.state, read.is_open, read.waits_for_clinic) == ("unknown", False, False)
    assert message_from({**communications()["sent"], "status": status}).state == "unknown"


def test_a_sender_of_the_other_side_is_unknown_on_this_one():
    said = message_from({**communications()["sent"], "sender": {"type": "Practitioner", "display": "Dr. Nor"}})
    assert said.sender == Speaker(as_="representative")
    answer = message_body(a_message(sender=CLINIC), patient_id="p1", now=NOW)
    assert message_from({**answer, "sender": {"reference": "Patient/p1"}}).sender == Speaker(as_="clinic")


def test_an_answer_goes_to_the_patient_and_is_from_the_clinic():
    answer = message_body(a_message(sender=CLINIC, organisation=""), patient_id="p1", now=NOW)
    assert answer["recipient"] == [{"reference": "Patient/p1"}]
    assert errors(answer) == []
    assert (message_from(answer).side, message_from(answer).contact) == ("clinic", CLINIC.key)


def test_what_is_sent_again_has_the_same_id_and_no_reason_any_more():
    failed = communications()["not-delivered"]
    again = message_from(messages.sent_again(failed))
    assert (again.state, again.id, again.reason) == ("sent", message_from(failed).id, None)
    assert message_from(failed).reason == NO_RECEIVER


def test_a_receipt_that_comes_after_all_takes_the_reason_away():
    assert message_from(messages.received(communications()["not-delivered"], LATER)).reason is None


def test_a_message_is_unconfirmed_after_fifteen_minutes_and_a_delivered_one_never():
    sent, delivered = (message_from(communications()[state]) for state in ("sent", "delivered"))
    assert not sent.is_unconfirmed(NOW + UNCONFIRMED_AFTER)
    assert sent.is_unconfirmed(NOW + UNCONFIRMED_AFTER + timedelta(seconds=1))
    assert sent.may_be_sent_again(NOW + timedelta(hours=1))
    assert not delivered.is_unconfirmed(NOW + timedelta(days=9))
    assert message_from(communications()["not-delivered"]).may_be_sent_again(NOW)
    assert not delivered.may_be_sent_again(NOW + timedelta(days=9))


def test_who_has_it_is_the_last_that_took_it_and_is_found_by_number():
    first = conversations.taken(a_task(), NOW, by="Dr. Nor", hpr=NURSE_HPR)
    second = conversations.taken(first, LATER, by="Tove")
    assert (conversation_from(first).taken_by, conversation_from(first).taken_by_hpr) == ("Dr. Nor", NURSE_HPR)
    assert (conversation_from(second).taken_by, conversation_from(second).taken_by_hpr) == ("Tove", "")
    assert len(second["note"]) == 1
    back = conversations.put_back(second, LATER)
    assert (conversation_from(back).taken_by, conversation_from(back).state) == ("", "received")
    assert "note" not in back
    assert errors(second) == errors(back) == []


def test_a_note_of_somebody_else_stays_when_it_is_put_back():
    noted = {**a_task(), "note": [{"text": "Ring først"}]}
    assert conversations.put_back(conversations.taken(noted, NOW, by="Dr. Nor"), LATER)["note"] == [{"text": "Ring først"}]


def test_an_answer_stays_told_when_it_is_closed_and_when_she_writes_again():
    answered = conversations.answered(a_task(), LATER, code="14")
    closed = conversation_from(conversations.closed(answered, LATER))
    assert (closed.answer, closed.closing, closed.is_answered) == ("14", "13", True)
    again = conversation_from(conversations.written_to(answered, LATER, promised_until=None))
    assert (again.state, again.answer, again.waits_for_clinic) == ("sent", "14", True)
    unanswered = conversation_from(conversations.closed(a_task(), LATER))
    assert (unanswered.answer, unanswered.closing) == ("", "13")


@pytest.mark.parametrize("state", ["received", "taken"])
def test_what_the_clinic_has_already_stays_there_when_she_writes_again(state):
    later = PROMISED + timedelta(days=1)
    again = conversations.written_to(tasks()[state], LATER, promised_until=later)
    assert (conversation_from(again).state, conversation_from(again).promised_until) == (state, later)


def test_what_is_read_at_our_own_desk_is_received_when_she_writes_again():
    again = conversations.written_to(tasks()["answered"], LATER, promised_until=None, is_received=True)
    assert (conversation_from(again).state, conversation_from(again).promised_until) == ("received", None)
    assert conversation_from(again).contact == conversation_from(a_task()).contact


def test_it_is_overdue_after_the_promise_and_only_while_it_is_the_clinics_turn():
    late = PROMISED + timedelta(seconds=1)
    assert not conversation_from(a_task()).is_overdue(PROMISED)
    assert conversation_from(a_task()).is_overdue(late)
    assert not conversation_from(tasks()["answered"]).is_overdue(late)
    assert not conversation_from(conversation_body(a_conversation(), patient_id="p1", now=NOW)).is_overdue(late)


def test_a_promised_day_lasts_the_whole_day_in_norway():
    promised = {**a_task()["restriction"], "period": {"end": "2026-12-06"}}
    assert conversation_from({**a_task(), "restriction": promised}).promised_until == datetime(2026, 12, 6, 23, tzinfo=UTC)
    promised = {**a_task()["restriction"], "period": {"end": "2026"}}
    assert conversation_from({**a_task(), "restriction": promised}).promised_until is None


def test_a_conversation_ends_when_it_is_closed_refused_or_taken_back():
    ended = {state for state, task in tasks().items() if ended_at(task) == LATER}
    assert ended == {"closed", "rejected", "withdrawn"}
    assert {state for state, task in tasks().items() if ended_at(task) is None} == set(tasks()) - ended
    assert not any(conversation_from(tasks()[state]).is_open for state in ended)
    assert ended_at({"status": "completed"}) is None


def test_a_conversation_of_the_same_first_message_has_the_same_id_in_one_record_and_another_in_another():
    one, other = an_id(), an_id()
    for id_of in (conversations.conversation_id, messages.message_id):
        assert id_of(5, one) == id_of(5, one)
        assert len({id_of(5, one), id_of(6, one), id_of(5, other)}) == 3
    assert conversations.conversation_id(5, one) != messages.message_id(5, one)
