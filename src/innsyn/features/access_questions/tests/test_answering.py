"""A privacy officer answers with decision and words, the patient is told and reads it; nobody else comes near."""

from datetime import timedelta

import pytest

from innsyn.features import access_questions, desk
from innsyn.gate.tests.samples import KEYS, OTHER_TRUST, TRUST
from innsyn.web import NoticeKind

WORDS = "Hun hadde vakt på sengeposten og tok imot deg den dagen."


async def test_the_list_shows_what_waits_with_the_last_day(trail):
    await trail.asks("Hvem er hun?")
    page = await (await trail.officer()).get("/desk/questions")
    for words in ("Hvem er hun?", "14 dager igjen", "Sendt", "06.12"):
        assert words in page.main, words
    assert "Kari" not in page.main


async def test_the_question_shows_the_access_every_step_and_nothing_else(trail):
    await trail.asks("Hvem er hun?")
    officer, address = await trail.opened()
    page = await officer.get(address)
    for words in ("Hvem er hun?", "Nina Sykepleier (sykepleier) ved", "Åpnet journalen", "Så i en liste", "Dokumenter (1)", "Ja"):
        assert words in page.main, words
    assert "Hemmelig tittel" not in page.text
    assert (await officer.client.get(address.replace("/question", "/documents"))).status_code == 404


async def test_opening_it_is_seen_by_the_patient_as_received(trail):
    await trail.asks()
    await trail.opened()
    page = await trail.kari.get(trail.why)
    assert page.tree.xpath("//main//li[@data-when='past']//*[contains(text(), 'Mottatt av personvernombudet')]")


async def test_a_statement_is_written_down_and_the_patient_reads_it(trail):
    await trail.asks()
    officer, address = await trail.opened()
    assert await officer.post(f"{address}/statement", {"by": "Avdelingslederen", "said": "Hun var på vakt."}) == address
    assert "Hun var på vakt." in (await officer.get(address)).main
    page = await trail.kari.get(trail.why)
    assert "Hun var på vakt." in page.main
    assert "Avdelingslederen" in page.main


async def answers(officer, address, **more):
    return await officer.post(f"{address}/answer", {"decision": "in-order", "words": WORDS, "done": "", **more})


async def test_the_patient_is_told_and_reads_decision_and_words(trail):
    await trail.asks()
    officer, address = await trail.opened()
    assert await answers(officer, address) == address
    (told,) = trail.kari.site.notices.told
    number, _ = await trail.world.person("kari")
    assert (told.kind, told.to, told.about) == (NoticeKind.REQUEST_ANSWERED, KEYS.person_key(number.value), trail.why)
    assert told.sender == "Fjordby helseforetak"
    page = await trail.kari.get(trail.why)
    for words in ("Oppslaget var i orden", WORDS, "Eva Engebretsen", "Statsforvalteren"):
        assert words in page.main, words


async def test_what_was_wrong_is_answered_with_what_was_done(trail):
    await trail.asks()
    officer, address = await trail.opened()
    page = await officer.post(f"{address}/answer", {"decision": "not-in-order", "words": WORDS, "done": " "}, status=422)
    assert "Skriv hva som er gjort" in page.main
    assert trail.kari.site.notices.told == []
    assert await answers(officer, address, decision="not-in-order", done="Tilgangen er stengt.") == address
    page = await trail.kari.get(trail.why)
    assert "Oppslaget var ikke i orden" in page.main
    assert "Tilgangen er stengt." in page.main


@pytest.mark.parametrize("fields", [{"decision": ""}, {"decision": "maybe"}, {"words": "kort"}, {"words": "x" * 1001}])
async def test_half_an_answer_is_none(trail, fields):
    await trail.asks()
    officer, address = await trail.opened()
    await officer.post(f"{address}/answer", {"decision": "in-order", "words": WORDS, **fields}, status=422)
    assert trail.kari.site.notices.told == []


@pytest.mark.parametrize(("draft", "words"), [("in-order", "tjenstlig"), ("not-in-order", "beklager"), ("not-found-out", "ikke klart")])
async def test_a_suggestion_fills_the_answer_and_its_decision(trail, draft, words):
    await trail.asks()
    officer, address = await trail.opened()
    page = await officer.get(f"{address}?draft={draft}")
    text = page.tree.xpath("//textarea[@name='words']")[0].text
    assert words in text or draft == "in-order"
    assert page.tree.xpath(f"//input[@name='decision'][@value='{draft}'][@checked]")


async def test_it_is_answered_once(trail):
    await trail.asks()
    officer, address = await trail.opened()
    await answers(officer, address)
    again = await officer.post(f"{address}/answer", {"decision": "not-in-order", "words": WORDS, "done": "Likevel"}, status=404)
    said = await officer.post(f"{address}/statement", {"by": "Noen Andre", "said": "Noe"}, status=404)
    assert [each.text.strip() for page in (again, said) for each in page.tree.xpath("//textarea")] == [WORDS, "Likevel", "Noe"]
    assert "Noen Andre" not in said.main
    assert "Oppslaget var i orden" in (await trail.kari.get(trail.why)).main
    assert len(trail.kari.site.notices.told) == 1
    page = await officer.get(address)
    assert not page.tree.xpath("//main//textarea")


async def test_what_is_answered_leaves_the_list_and_stands_in_the_other(trail):
    await trail.asks("Hvem er hun?")
    officer, address = await trail.opened()
    await answers(officer, address)
    assert "Hvem er hun?" not in (await officer.get("/desk/questions")).main
    assert "Hvem er hun?" in (await officer.get("/desk/questions?show=answered")).main


async def test_what_is_overdue_is_said_loudly(trail):
    await trail.asks()
    trail.kari.site.clock.move(timedelta(days=16))
    page = await (await trail.officer()).get("/desk/questions")
    assert "1 spørsmål har gått over fristen." in page.main
    assert "2 dager over fristen" in page.main


async def test_a_clinician_sees_neither_list_nor_question_nor_what_is_unusual(trail, world):
    await trail.asks()
    nurse = await world.nurse("kari", access_questions.FEATURE)
    for address in ("/desk/questions", "/desk/unusual"):
        assert (await nurse.client.get(address)).status_code == 403
    assert (await nurse.client.get(nurse.here("/question"))).status_code == 404
    for path, fields in (("/question/answer", {"decision": "in-order", "words": WORDS}), ("/question/statement", {"by": "x", "said": "y"})):
        await nurse.reader.post(nurse.here(path), fields, status=404)
    assert "Du er personvernombud her" not in (await nurse.client.get("/desk")).text


async def test_an_officer_elsewhere_sees_nothing_of_it(trail):
    await trail.asks("Hvem er hun?")
    own, address = await trail.opened()
    fields = (await own.get("/desk/questions")).form("/desk/questions/open")
    other = await trail.officer(OTHER_TRUST)
    assert "Hvem er hun?" not in (await other.get("/desk/questions")).main
    await other.post("/desk/questions/open", {"question": fields["question"]}, status=404)
    assert (await other.client.get(address)).status_code == 404


@pytest.mark.parametrize("question", ["", "x", "s-0000000000000", "p0000000000001x-0000000000000", "../Patient/1", "%00"])
async def test_only_a_question_is_opened(trail, question):
    await (await trail.officer()).post("/desk/questions/open", {"question": question}, status=404)


async def test_a_citizen_is_refused_at_the_officers_desk(trail):
    for address in ("/desk/questions", "/desk/unusual"):
        assert (await trail.kari.client.get(address)).status_code == 403


async def looked_at(trail):
    """Let the watcher look at what is over."""
    watcher, over = trail.world.gate_world.gate.watcher, trail.kari.site.clock() + timedelta(hours=2)
    while await watcher.follow():
        pass

    async def nobody(_):
        return None

    for one in await watcher.due(over, 99):
        await watcher.look(one, over, nobody)


async def test_what_is_unusual_is_listed_without_whose_record_it_is(trail):
    await looked_at(trail)
    page = await (await trail.officer()).get("/desk/unusual")
    assert "Ingen kjent avtale (1)" in page.main
    assert "Nina Sykepleier (sykepleier) ved" in page.main
    assert "Kari" not in page.main
    assert "Nina" in (await (await trail.officer()).get("/desk/unusual?mark=no-contact")).main
    assert "Nina" not in (await (await trail.officer()).get("/desk/unusual?mark=night")).main


async def test_an_officer_takes_up_what_is_unusual_and_the_patient_sees_it(trail):
    await looked_at(trail)
    officer = await trail.officer()
    fields = (await officer.get("/desk/unusual")).form("/desk/unusual/begin")
    address = await officer.post("/desk/unusual/begin", {"record": fields["record"], "access": fields["access"]})
    assert "Ingen har spurt." in (await officer.get(address)).main
    page = await trail.kari.get(trail.why)
    assert "Tatt opp av personvernombudet" in page.main
    assert await answers(officer, address) == address
    assert trail.kari.site.notices.told == []


async def test_what_was_wrong_is_told_also_when_nobody_asked(trail):
    await looked_at(trail)
    officer = await trail.officer()
    fields = (await officer.get("/desk/unusual")).form("/desk/unusual/begin")
    address = await officer.post("/desk/unusual/begin", {"record": fields["record"], "access": fields["access"]})
    await answers(officer, address, decision="not-in-order", done="Tilgangen er stengt.")
    assert [told.about for told in trail.kari.site.notices.told] == [trail.why]


@pytest.mark.parametrize("fields", [{"record": "x"}, {"record": "0"}, {"record": str(2**64)}, {"access": "x"}, {"record": "1"}])
async def test_only_what_is_listed_is_taken_up(trail, fields):
    await looked_at(trail)
    officer = await trail.officer()
    right = (await officer.get("/desk/unusual")).form("/desk/unusual/begin")
    await officer.post("/desk/unusual/begin", {"record": right["record"], "access": right["access"], **fields}, status=404)


async def test_an_odd_place_in_the_list_is_its_beginning(trail):
    await looked_at(trail)
    officer = await trail.officer()
    for query in ("at=x", "at=2026-01-01", "visit=x&at=2026-11-22T10:00:00", "mark=x", "mark=%00"):
        answer = await officer.client.get(f"/desk/unusual?{query}")
        assert answer.status_code in (200, 400)


async def test_the_officers_first_page_leads_to_her_lists(trail, world):
    site = world.site((desk.FEATURE, access_questions.FEATURE))
    eva = await site.staff(trail.officers[TRUST], accept_language="nb")
    links = (await eva.get("/desk")).links
    assert {"/desk/questions", "/desk/unusual"} <= set(links.values())
