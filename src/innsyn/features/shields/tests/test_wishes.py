"""A girl of twelve asks to hide a note, a clinician decides beside the note, and her mother sees it or does not."""

import pytest

from innsyn.features.shields.tests.conftest import FEATURES, TODAY, day
from innsyn.gate.tests.samples import NURSE_HPR, OTHER_TRUST

REASON = "Samtalen er fortrolig, og hun har gode grunner."


async def asks(girl, words=""):
    """Ask; gives the address of the wish."""
    address = await girl.post("/shields/hide/note", {"words": words})
    assert address.startswith("/shields/wish/")
    return address


async def decides(home, decision, *, status=303, **fields):
    """Let a nurse open the oldest wish and decide."""
    nurse, _ = await home.clinician()
    page = await nurse.get("/desk/hide-requests")
    there = await nurse.post("/desk/hide-requests/open", page.form("/desk/hide-requests/open"))
    sent = {"reviewer": NURSE_HPR, "review_by": day(30), **fields} if decision == "agree" else fields
    return nurse, there, await nurse.post(f"{there}/{decision}", sent, status=status)


async def mother_sees(home):
    """Say whether the mother reads the note."""
    mother = await home.parent()
    answer = await mother.client.get("/documents/note")
    listed = "Epikrise" in (await mother.get("/documents")).links
    assert listed == (answer.status_code == 200)
    return listed


async def test_from_the_moment_she_asks_her_mother_does_not_see_it(home):
    girl = await home.daughter()
    assert await mother_sees(home)
    page = await girl.get((await girl.get("/documents/note")).links["Hvem skal ikke se dette?"].replace("/this/", "/hide/"))
    assert "Foreldrene dine kan ikke lese det fra du spør" in page.main
    there = await asks(girl, "Jeg fortalte noe som mamma ikke skal vite")
    assert not await mother_sees(home)
    page = await girl.get(there)
    assert "Du venter på svar" in page.main
    assert "Jeg fortalte noe som mamma ikke skal vite" in page.main
    assert "Samtale på tomannshånd" in (await girl.get("/documents/note")).main


async def test_the_link_on_the_document_leads_her_to_asking_and_not_to_shields(home):
    girl = await home.daughter()
    answer = await girl.client.get("/shields/this/note")
    assert (answer.status_code, answer.headers["location"]) == (303, "/shields/hide/note")
    page = await girl.get("/shields/new", status=403)
    assert "Fra du fyller 16" in page.main


async def test_taken_back_it_is_as_before_and_cannot_be_taken_back_again(home):
    girl = await home.daughter()
    there = await asks(girl)
    await girl.post(f"{there}/withdraw")
    assert "Du har trukket det tilbake" in (await girl.get(there)).main
    assert await mother_sees(home)
    assert f"{there}/withdraw" not in (await girl.get(there)).tree.xpath("//form/@action")


async def test_agreed_the_mother_never_sees_it_and_the_girl_is_told(home):
    girl = await home.daughter()
    there = await asks(girl, "Fordi")
    nurse, place, _ = await decides(home, "agree", reason=REASON)
    assert "Skjult for foreldre" in (await nurse.get(place)).main
    assert not await mother_sees(home)
    page = await girl.get(there)
    assert "Foreldrene dine ser ikke dette" in page.main
    assert REASON not in page.main
    mother = await home.parent()
    assert "holdt tilbake" not in (await mother.get("/documents")).main


async def test_the_mother_learns_that_something_is_hidden_only_where_the_decision_says_so(home):
    await asks(await home.daughter())
    await decides(home, "agree", reason=REASON, told="y")
    page = await (await home.parent()).get("/documents")
    assert "Et dokument er holdt tilbake" in page.main
    assert "Epikrise" not in page.links


async def test_declined_the_girl_reads_why_and_the_mother_reads_the_note(home):
    girl = await home.daughter()
    there = await asks(girl)
    await decides(home, "decline", answer="Foreldrene dine må vite om medisinen.")
    assert "Foreldrene dine må vite om medisinen." in (await girl.get(there)).main
    assert await mother_sees(home)


async def test_she_is_told_that_something_is_answered_and_not_what(home):
    girl = await home.daughter()
    there = await asks(girl)
    nurse, site = await home.clinician()
    page = await nurse.get("/desk/hide-requests")
    place = await nurse.post("/desk/hide-requests/open", page.form("/desk/hide-requests/open"))
    await nurse.post(f"{place}/decline", {"answer": "Nei, dessverre"})
    (notice,) = site.notices.told
    visit = await home.world.gate_world.citizen(home.number)
    assert (notice.kind, notice.to, notice.about) == ("request_answered", visit.actor.key, there)


async def test_the_document_and_her_words_stand_beside_the_decision(home):
    await asks(await home.daughter(), "Fordi mamma blir lei seg")
    nurse, _ = await home.clinician()
    page = await nurse.get("/desk/hide-requests")
    assert "Har skrevet hvorfor" in page.main
    assert "lei seg" not in page.text
    place = await nurse.post("/desk/hide-requests/open", page.form("/desk/hide-requests/open"))
    page = await nurse.get(place)
    assert "Samtale på tomannshånd" in page.main
    assert "Fordi mamma blir lei seg" in page.main
    assert "Ungdommen har bedt om å skjule noe" in (await nurse.get(place.partition("/hide-requests")[0])).main
    assert "Venter på svar" in (await nurse.get(place.rpartition("/")[0])).main


@pytest.mark.parametrize(
    ("decision", "fields", "words"),
    [
        ("decline", {"answer": " "}, "Skriv til ungdommen hvorfor"),
        ("agree", {"reason": ""}, "Skriv hvorfor"),
        ("agree", {"reason": "kort"}, "Skriv mellom 10 og 1000 tegn"),
        ("agree", {"reason": REASON, "reviewer": "123"}, "Vi kjenner ingen med dette HPR-nummeret"),
        ("agree", {"reason": REASON, "review_by": day(400)}, "et halvt år fram"),
        ("agree", {"reason": REASON, "review_by": day(-1)}, "et halvt år fram"),
    ],
)
async def test_a_decision_that_lacks_something_is_not_taken(home, decision, fields, words):
    girl = await home.daughter()
    there = await asks(girl)
    _, _, page = await decides(home, decision, **fields, status=422)
    assert words in page.main
    assert "Du venter på svar" in (await girl.get(there)).main


async def test_what_is_decided_is_not_decided_again(home):
    girl = await home.daughter()
    there = await asks(girl)
    nurse, place, _ = await decides(home, "decline", answer="Nei, dessverre")
    assert await nurse.post(f"{place}/agree", {"reason": REASON, "reviewer": NURSE_HPR, "review_by": day(3)}) == place
    assert "Dette ble ikke skjult" in (await girl.get(there)).main
    assert await mother_sees(home)


async def test_what_is_agreed_is_not_declined_afterwards(home):
    there = await asks(await home.daughter())
    nurse, place, _ = await decides(home, "agree", reason=REASON)
    assert await nurse.post(f"{place}/decline", {"answer": "Nei, dessverre"}) == place
    assert "Foreldrene dine ser ikke dette" in (await (await home.daughter()).get(there)).main
    assert not await mother_sees(home)


async def test_another_trust_neither_lists_nor_decides_it(home):
    there = await asks(await home.daughter())
    other, _ = await home.clinician(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert "Ingen venter på svar" in (await other.get("/desk/hide-requests")).main
    task = there.rpartition("/")[2]
    await other.post("/desk/hide-requests/open", {"wish": task}, status=404)
    visit = await home.world.gate_world.visits(
        home.owner, actor=await home.world.gate_world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    )
    site = home.world.site(FEATURES)
    reader = await site.staff(visit.actor, visit, accept_language="nb")
    await reader.get(f"/desk/visit/{visit.id}/hide-requests/{task}", status=404)
    await reader.post(f"/desk/visit/{visit.id}/hide-requests/{task}/decline", {"answer": "Nei"}, status=404)


async def test_who_has_no_need_of_records_sees_no_list(home):
    vet, _ = await home.clinician(hpr="990000174", name="Vera Veterinær")
    page = await vet.get("/desk/hide-requests", status=403)
    assert "Denne listen er for helsepersonell" in page.main


async def test_the_mother_neither_sees_nor_makes_a_wish(home):
    there = await asks(await home.daughter())
    mother = await home.parent()
    for path in (there, "/shields"):
        assert (await mother.client.get(path)).status_code in (403, 404)
    await mother.post(f"{there}/withdraw", status=404)
    await mother.post("/shields/hide/note", {"words": ""}, status=404)
    assert not await mother_sees(home)


async def test_at_fourteen_parents_do_not_reach_documents_and_nothing_needs_asking(at_home):
    home = await at_home(TODAY.replace(year=TODAY.year - 14))
    girl = await home.daughter()
    page = await girl.get("/shields/hide/note")
    assert "Foreldrene dine kan ikke lese dokumentene dine på nett" in page.main
    await girl.post("/shields/hide/note", {"words": ""}, status=409)


async def test_asking_twice_is_asking_once(home):
    girl = await home.daughter()
    there = await asks(girl)
    assert await girl.post("/shields/hide/note", {"words": ""}) == there
    assert len((await girl.get("/shields")).tree.xpath("//a[@class='line__title']")) == 1


async def test_every_language_has_every_page(home):
    girl = await home.daughter()
    there = await asks(girl, "Fordi")
    visit = await home.world.gate_world.citizen(home.number)
    for language in ("nb", "nn", "en", "se"):
        site = home.world.site(FEATURES)
        reader = await site.citizen(visit.actor, visit, accept_language=language)
        for path in ("/shields", there):
            assert (await reader.get(path)).tree.get("lang") == language
