"""One conversation at the desk: read, answered once, given away, closed; and what is told when two do it at once."""

import asyncio
from datetime import timedelta

import pytest

from innsyn.features import inbox
from innsyn.features.conftest import THEN
from innsyn.features.inbox.tests.conftest import LATER, OLA_HPR
from innsyn.gate.standing.conversations import conversation_from
from innsyn.gate.standing.inboxes import Inbox, Template
from innsyn.gate.standing.renewals import Named, outcomes
from innsyn.gate.tests.samples import KEYS, NOW, NURSE_HPR, OTHER_TRUST, TRUST
from innsyn.web import NoticeKind


async def opened(office, **about):
    """Let Kari write and Nina open it. Returns Nina, where it stands, and the Task's id."""
    task_id, nina = await office.writes("kari", **about), await office.at_work()
    return nina, await office.opens(nina, task_id), task_id


async def test_the_thread_says_who_wrote_what_and_when(office):
    nina, address, _ = await opened(office, subject="Attest", promised_until=LATER)
    page = await nina.get(address)
    for words in ("Attest", "Kan jeg få en attest?", "Kari", "E-kontakt", "I god tid", "Fjordby sykehus"):
        assert words in page.main, words


async def test_opening_stands_in_the_patients_log_as_a_conversation(office):
    await opened(office)
    _, owner = await office.world.person("kari")
    opening = [row for row in await office.world.gate_world.log(owner) if row.action == "open"][-1]
    assert opening.detail["ground"]["basis"] == "gate.basis.dialogue"


async def test_an_answer_is_read_by_the_patient_who_is_told_that_something_waits(office):
    nina, address, task_id = await opened(office, promised_until=LATER)
    assert await office.answers(nina, address) == address
    page = await nina.get(address)
    assert "Svaret er sendt." in page.text
    assert "Ja, den er skrevet." in page.main
    assert (await office.stands("kari", task_id)).state == "answered"
    number, _ = await office.world.person("kari")
    (told,) = office.site.notices.told
    assert (told.kind, told.to, told.about) == (NoticeKind.MESSAGE_RECEIVED, KEYS.person_key(number.value), f"/messages/{task_id}")


async def test_how_long_she_waited_is_kept_without_who_she_is(office):
    nina, address, _ = await opened(office, promised_until=LATER)
    await office.answers(nina, address)
    (one,) = office.site.messaging.answer_times.all
    assert (one.organisation, one.kind, one.waited_s, one.is_kept) == (TRUST, "e-contact", int((THEN - NOW).total_seconds()), True)


async def test_the_same_answer_sent_twice_is_one_message(office):
    nina, address, _ = await opened(office)
    fields = (await nina.get(address)).form(f"{address}/answer")
    for _ in range(2):
        assert await nina.post(f"{address}/answer", {**fields, "words": "Ja."}) == address
    assert (await nina.get(address)).main.count("Ja.") == 1
    assert len(office.site.notices.told) == 1


async def test_an_empty_answer_is_not_sent(office):
    nina, address, task_id = await opened(office)
    for words in ("", "   \n "):
        page = await office.answers(nina, address, words, status=422)
        assert "Skriv et svar" in page.main
    assert (await office.stands("kari", task_id)).state == "received"


async def test_too_long_an_answer_is_not_sent_and_not_lost(office):
    nina, address, _ = await opened(office)
    page = await office.answers(nina, address, "x" * 8_001, status=422)
    assert "x" * 8_001 in page.tree.xpath("//textarea[@name='words']")[0].text


async def test_the_second_of_two_colleagues_is_told_and_keeps_her_words(office):
    nina, address, task_id = await opened(office)
    ola = await office.ola()
    olas = await office.opens(ola, task_id)
    seen = (await ola.get(olas)).form(f"{olas}/answer")["seen"]
    await office.answers(nina, address, "Fra Nina")
    page = await ola.post(f"{olas}/answer", {"seen": seen, "words": "Fra Ola", "do": "send"}, status=409)
    for words in ("Svaret ditt er ikke sendt", "Fra Nina"):
        assert words in page.main, words
    assert page.tree.xpath("//textarea[@name='words']")[0].text.strip() == "Fra Ola"
    assert "Fra Ola" not in (await nina.get(address)).main
    fields = page.form(f"{olas}/answer")
    assert await ola.post(f"{olas}/answer", {**fields, "do": "send"}) == olas
    assert "Fra Ola" in (await nina.get(address)).main


async def test_of_two_answers_at_the_same_instant_one_is_sent(office):
    nina, address, task_id = await opened(office)
    ola = await office.ola()
    olas = await office.opens(ola, task_id)
    seen = (await ola.get(olas)).form(f"{olas}/answer")["seen"]
    answers = await asyncio.gather(
        *(
            who.client.post(f"{at}/answer", data={"form_token": "the-token-of-this-session", "seen": seen, "words": words, "do": "send"},
                            headers={"sec-fetch-site": "same-origin"})
            for who, at, words in ((nina, address, "Fra Nina"), (ola, olas, "Fra Ola"))
        )
    )  # fmt: skip
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    page = (await nina.get(address)).main
    assert ("Fra Nina" in page) != ("Fra Ola" in page)


async def test_an_answer_that_comes_between_reading_and_sending_is_seen(office, monkeypatch):
    nina, address, task_id = await opened(office)
    ola, write = await office.ola(), office.gate.write
    olas = await office.opens(ola, task_id)
    seen = (await nina.get(address)).form(f"{address}/answer")["seen"]

    async def after_ola(*args):
        monkeypatch.setattr(office.gate, "write", write)
        await office.answers(ola, olas, "Fra Ola")
        return await write(*args)

    monkeypatch.setattr(office.gate, "write", after_ola)
    page = await nina.post(f"{address}/answer", {"seen": seen, "words": "Fra Nina", "do": "send"}, status=409)
    assert "Fra Ola" in page.main
    assert "Fra Nina" not in (await ola.get(olas)).main


async def test_what_the_patient_wrote_meanwhile_is_read_first(office):
    nina, address, task_id = await opened(office)
    seen = (await nina.get(address)).form(f"{address}/answer")["seen"]
    await office.writes_again("kari", task_id, "Jeg fant den selv.")
    page = await nina.post(f"{address}/answer", {"seen": seen, "words": "Vi leter", "do": "send"}, status=409)
    assert "Jeg fant den selv." in page.main
    assert office.site.notices.told == []


async def test_that_a_colleague_takes_it_meanwhile_stops_no_answer(office):
    nina, address, task_id = await opened(office)
    seen = (await nina.get(address)).form(f"{address}/answer")["seen"]
    ola = await office.ola()
    await ola.post(f"{await office.opens(ola, task_id)}/take")
    assert await nina.post(f"{address}/answer", {"seen": seen, "words": "Ja", "do": "send"}) == address
    stands = await office.stands("kari", task_id)
    assert (stands.state, stands.taken_by_hpr) == ("answered", OLA_HPR)


async def test_an_answer_after_closing_is_not_sent_and_not_lost(office):
    nina, address, task_id = await opened(office)
    seen = (await nina.get(address)).form(f"{address}/answer")["seen"]
    ola = await office.ola()
    await ola.post(f"{await office.opens(ola, task_id)}/close", {"code": "13"})
    page = await nina.post(f"{address}/answer", {"seen": seen, "words": "For sent", "do": "send"}, status=409)
    for words in ("Samtalen ble lukket mens du skrev", "For sent"):
        assert words in page.main, words
    assert not page.tree.xpath("//main//textarea")
    assert "For sent" not in (await nina.get(address)).main


async def test_what_the_clinics_own_system_has_answered_meanwhile_is_shown_before_the_desk_answers_too(office):
    nina, address, task_id = await opened(office)
    fields = (await nina.get(address)).form(f"{address}/answer")
    await office.answers_by_wire("kari", task_id, "Svar fra journalen.")
    page = await nina.post(f"{address}/answer", {**fields, "words": "Svar fra skranken.", "do": "send"}, status=409)
    for words in ("Svaret ditt er ikke sendt", "Svar fra journalen."):
        assert words in page.main, words
    assert page.tree.xpath("//textarea[@name='words']")[0].text.strip() == "Svar fra skranken."
    assert "Svar fra skranken." not in (await nina.get(address)).main


async def test_taking_and_giving_away_is_seen_by_colleagues(office):
    nina, address, task_id = await opened(office)
    assert await nina.post(f"{address}/take") == address
    assert (await office.stands("kari", task_id)).taken_by_hpr == NURSE_HPR
    assert await nina.post(f"{address}/assign", {"colleague": OLA_HPR}) == address
    assert (await office.stands("kari", task_id)).taken_by == "Ola Olsen"
    await nina.post(f"{address}/assign", {"colleague": "1234567"})
    assert (await office.stands("kari", task_id)).taken_by == "Ola Olsen"


async def test_closing_says_what_came_of_it_and_tells_the_patient(office):
    nina, address, task_id = await opened(office)
    assert await nina.post(f"{address}/close", {"code": "17"}) == address
    page = await nina.get(address)
    assert "Samtalen er lukket. Ingen kan svare" in page.main
    assert "Attesten er klar" in page.main
    stands = await office.stands("kari", task_id)
    assert (stands.state, stands.closing) == ("closed", "17")
    assert [told.kind for told in office.site.notices.told] == [NoticeKind.CONVERSATION_CLOSED]


async def test_an_odd_code_closes_it_as_finished(office):
    nina, address, task_id = await opened(office)
    await nina.post(f"{address}/close", {"code": "99"})
    assert (await office.stands("kari", task_id)).closing == "13"


async def test_an_e_consultation_is_closed_only_when_it_is_answered(office):
    nina, address, task_id = await opened(office, kind="e-consultation")
    assert "kan ikke lukkes før den er besvart" in (await nina.get(address)).main
    await nina.post(f"{address}/close", {"code": "13"})
    assert (await office.stands("kari", task_id)).state == "received"
    await office.answers(nina, address)
    await nina.post(f"{address}/close", {"code": "13"})
    assert (await office.stands("kari", task_id)).state == "closed"


async def test_turning_a_request_away_needs_a_reason_that_the_patient_reads(office):
    nina, address, task_id = await opened(office)
    await nina.post(f"{address}/reject", {"reason": "  "}, status=422)
    assert (await office.stands("kari", task_id)).state == "received"
    assert await nina.post(f"{address}/reject", {"reason": "Ring legevakten."}) == address
    stands = await office.stands("kari", task_id)
    assert (stands.state, stands.reason.code, stands.reason.text) == ("rejected", "26", "Ring legevakten.")
    assert "Ring legevakten." in (await nina.get(address)).main


async def test_what_is_answered_is_not_turned_away(office):
    nina, address, task_id = await opened(office)
    await office.answers(nina, address)
    await nina.post(f"{address}/reject", {"reason": "Likevel ikke"})
    assert (await office.stands("kari", task_id)).state == "answered"


async def test_a_renewal_is_answered_with_what_came_of_it(office):
    nina, address, task_id = await opened(office, kind="renewal")
    await office.answers(nina, address, code="32")
    assert (await office.stands("kari", task_id)).answer == "32"


ASKED = (Named("MedicationRequest/m1", "Kandesartan"), Named("MedicationRequest/m2", "Atorvastatin"))


@pytest.mark.parametrize(
    ("each", "all_", "told"),
    [
        (("14", "14"), "14", ("renewed", "renewed")),
        (("14", "15"), "32", ("renewed", "not_renewed")),
        (("15", "15"), "15", ("not_renewed", "not_renewed")),
    ],
)
async def test_what_came_of_each_prescription_is_told_and_of_them_all(office, each, all_, told):
    nina, address, task_id = await opened(office, kind="renewal", prescriptions=ASKED)
    page = await nina.get(address)
    assert "Kandesartan" in page.main
    await office.answers(nina, address, p1=each[0], p2=each[1])
    task = await office.task("kari", task_id)
    stands = conversation_from(task)
    assert stands.answer == all_
    assert [outcome for _, outcome in outcomes(task, stands)] == list(told)


@pytest.mark.parametrize("odd", [{}, {"p1": "14"}, {"p1": "14", "p2": ""}, {"p1": "14", "p2": "32"}])
async def test_a_renewal_is_not_answered_before_each_is_decided(office, odd):
    nina, address, task_id = await opened(office, kind="renewal", prescriptions=ASKED)
    page = await office.answers(nina, address, status=422, **odd)
    assert "Velg for hver resept" in page.main
    assert page.tree.xpath("//textarea[@name='words']")[0].text.strip() == "Ja, den er skrevet."
    assert (await office.stands("kari", task_id)).state == "received"


async def test_a_template_is_put_after_what_is_written(office):
    nina, address, _ = await opened(office)
    actor = await office.world.gate_world.nurse()
    await office.gate.inboxes.keep(actor, Inbox(organisation=TRUST, templates=(Template("t1", "Ring", "Ring oss."),)), NOW)
    page = await office.answers(nina, address, "Hei Kari.", status=200, template="t1")
    assert page.tree.xpath("//textarea[@name='words']")[0].text.split() == ["Hei", "Kari.", "Ring", "oss."]
    assert office.site.notices.told == []


async def test_sending_can_go_on_to_the_next_that_waits(office):
    first = await office.writes("kari", subject="Først", promised_until=THEN + timedelta(hours=1))
    await office.writes("ola", subject="Sist", promised_until=LATER)
    await office.writes("eli", subject="Neste", promised_until=THEN + timedelta(hours=2))
    nina = await office.at_work()
    address = await office.answers(nina, await office.opens(nina, first), do="next")
    assert address.endswith("#main")
    page = await nina.get(address.partition("#")[0])
    assert page.heading == "Neste"
    assert "Svaret er sendt. Dette er den neste." in page.text


async def test_what_a_colleague_has_is_not_ones_next(office):
    first, taken = await office.writes("kari", promised_until=THEN), await office.writes("ola", promised_until=THEN)
    nina, ola = await office.at_work(), await office.ola()
    await ola.post(f"{await office.opens(ola, taken)}/take")
    assert await office.answers(nina, await office.opens(nina, first), do="next") == "/desk/inbox"
    assert "Ingen flere venter på svar." in (await nina.get("/desk/inbox")).text


async def test_the_next_one_can_be_opened_without_answering(office):
    first = await office.writes("kari", promised_until=THEN)
    await office.writes("ola", subject="Neste", promised_until=LATER)
    nina = await office.at_work()
    await office.opens(nina, first)
    address = await nina.post("/desk/inbox/next", {"after": first})
    assert (await nina.get(address.partition("#")[0])).heading == "Neste"


async def test_no_other_visit_shows_a_conversation(office, world):
    await office.writes("kari")
    nurse = await world.nurse("kari", inbox.FEATURE)
    assert (await nurse.client.get(nurse.here("/conversation"))).status_code == 404
    for path in ("answer", "take", "assign", "close", "reject"):
        await nurse.reader.post(nurse.here(f"/conversation/{path}"), {"words": "x", "reason": "x"}, status=404)


async def test_an_answer_that_took_longer_than_the_visit_is_not_sent_and_not_lost(office):
    nina, address, task_id = await opened(office)
    for _ in range(3):
        office.site.clock.move(timedelta(minutes=20))
        await nina.get("/desk")
    page = await nina.post(f"{address}/answer", {"words": "En lang forklaring.", "seen": ""}, status=403)
    assert "Oppslaget er avsluttet" in page.heading
    assert [each.text.strip() for each in page.tree.xpath("//textarea")] == ["En lang forklaring."]
    assert (await office.stands("kari", task_id)).state == "received"


async def test_another_organisations_visit_never_begins(office):
    _, address, task_id = await opened(office)
    stranger = await office.at_work(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert (await stranger.client.get(address)).status_code == 404
    await stranger.post(f"{address}/answer", {"words": "x", "seen": ""}, status=404)
    assert (await office.stands("kari", task_id)).state == "received"


@pytest.mark.parametrize("field", ["seen", "code", "template", "do", "colleague"])
async def test_odd_fields_do_no_harm(office, field):
    nina, address, _ = await opened(office)
    for odd in ("x" * 300, "../x", "%00", "<b>"):
        answer = await nina.client.post(
            f"{address}/answer",
            data={"form_token": "the-token-of-this-session", "words": "Ja", field: odd},
            headers={"sec-fetch-site": "same-origin"},
        )
        assert answer.status_code in (200, 303, 409), field
