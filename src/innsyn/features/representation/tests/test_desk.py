"""The registration desk: a power of attorney on paper for those who cannot use a portal; registrars alone, and ended where it stands."""

import json
from datetime import date

import pytest

from innsyn.gate.tests.families import a_person, grants
from innsyn.gate.tests.samples import OTHER_TRUST, a_number

NAME = "Hilde Haugen"
DESK = "/desk/representation"


async def test_a_registrar_registers_a_paper_and_the_receiver_can_go_in(ole, arne, hilde, home):
    here = await ole.opens(arne.number)
    assert arne.number.value not in here
    assert await ole.registers(here, hilde.number, NAME, "documents", "results") == here
    page = await ole.get(here)
    for words in ("Fullmakten er registrert", NAME, "Dokumenter · Prøvesvar og målinger", "Nina Sykepleier", "Arkivet, sak 12"):
        assert words in page.main
    assert await hilde.enters(arne.owner) == "/my-health"
    assert [(notice.kind.value, notice.to) for notice in home.site.notices.told] == [
        ("representation_given", hilde.key),
        ("representation_given", arne.key),
    ]
    assert "Registrert på papir" in (await arne.get("/representation/given")).main


async def test_what_is_kept_says_who_saw_it_and_where_the_paper_is(ole, arne, hilde, home):
    here = await ole.opens(arne.number)
    await ole.registers(here, hilde.number, NAME, "documents")
    standing = (await home.gate_world.record.standing(arne.owner)).rows
    row = next(row for row in standing if row.type == "Consent")
    body = json.loads(row.body)
    assert row.custodian == ole.actor.organisation
    assert body["verification"][0]["verifiedWith"]["display"] == "Nina Sykepleier"
    assert body["sourceReference"]["display"] == "Arkivet, sak 12"


async def test_it_is_ended_where_it_was_registered(ole, arne, hilde, home):
    here = await ole.opens(arne.number)
    await ole.registers(here, hilde.number, NAME, "documents")
    address = next(href for words, href in (await ole.get(here)).links.items() if words.startswith("Avslutt"))
    assert "Avslutte fullmakten til Hilde Haugen" in (await ole.get(address)).heading
    assert await ole.post(address) == here
    await hilde.enters(arne.owner, status=403)
    assert "Trukket tilbake" in (await ole.get(here)).main
    await ole.post(address, status=404)
    assert [notice.kind.value for notice in home.site.notices.told[2:]] == ["representation_withdrawn"] * 2


async def test_what_the_patient_gave_herself_is_seen_and_not_ended(ole, arne, hilde, home):
    consent = await grants(home.gate_world, arne.visit, hilde.number, "documents", now=home.now)
    here = await ole.opens(arne.number)
    assert "Gitt av pasienten selv" in (await ole.get(here)).main
    await ole.get(f"{here}/{consent.id}/end", status=404)
    await ole.post(f"{here}/{consent.id}/end", status=404)
    assert await hilde.enters(arne.owner) == "/my-health"


async def test_what_another_organisation_registered_is_not_ended_here(ole, sits_down, arne, hilde):
    here = await ole.opens(arne.number)
    await ole.registers(here, hilde.number, NAME, "documents")
    address = next(href for words, href in (await ole.get(here)).links.items() if words.startswith("Avslutt"))
    other = await sits_down("registrar", organisation=OTHER_TRUST)
    there = await other.opens(arne.number)
    assert NAME in (await other.get(there)).main
    await other.post(address.replace(here, there), status=404)
    assert await hilde.enters(arne.owner) == "/my-health"


async def test_without_the_post_nobody_registers_or_looks(sits_down, arne, home):
    tove = await sits_down()
    before = len(await home.gate_world.log(arne.owner))
    assert "registrerer ikke fullmakter" in (await tove.get(DESK, status=403)).heading
    await tove.post(f"{DESK}/find", {"number": arne.number.value}, status=403)
    assert len(await home.gate_world.log(arne.owner)) == before
    assert "Fullmakt på papir" not in (await tove.get("/desk")).main


async def test_a_registrar_finds_the_way_from_the_desks_first_page(ole):
    assert (await ole.get("/desk")).links["Gå til fullmakter på papir"] == DESK


async def test_a_post_in_one_organisation_is_none_in_another(ole, home, arne):
    actor = await home.gate_world.nurse(number=a_number(), organisation=OTHER_TRUST, unit=OTHER_TRUST)
    reader = await home.site.staff(actor, accept_language="nb")
    await reader.post(f"{DESK}/find", {"number": arne.number.value}, status=403)


async def test_an_ordinary_visit_registers_nothing(sits_down, arne, hilde, home):
    nina = await sits_down("registrar")
    visit = await home.gate_world.visits(arne.owner, actor=nina.actor, now=home.now)
    reader = await home.site.staff(nina.actor, visit, accept_language="nb")
    here = f"/desk/visit/{visit.id}/representation"
    for path in (here, f"{here}/new"):
        await reader.get(path, status=404)
    await reader.post(f"{here}/new", {"number": hilde.number.value, "name": NAME, "areas": ["documents"]}, status=404)


async def test_a_visit_for_registering_has_a_menu_of_its_own_and_shows_no_record(ole, arne):
    here = await ole.opens(arne.number)
    page = await ole.get(here)
    assert [line.text for line in page.tree.xpath("//nav[@class='ways']//a")] == ["Fullmakter"]
    assert "Arne Haugen" in page.text
    assert "Epikrise" not in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"is_seen": None}, "sett underskrift og legitimasjon"),
        ({"papers": ""}, "Fyll ut dette feltet"),
        ({"areas": None}, "minst én del"),
        ({"span": None}, "Fyll ut dette feltet"),
        ({"span": "day"}, "skal være den siste"),
        ({"name": "Gro Hansen"}, "hører ikke sammen"),
        ({"number": "123"}, "ikke et gyldig nummer"),
    ],
)
async def test_a_paper_that_lacks_something_is_not_registered_and_what_was_written_is_kept(ole, arne, hilde, changed, said):
    here = await ole.opens(arne.number)
    page = await ole.registers(here, hilde.number, NAME, "documents", status=422, **changed)
    assert said in page.main
    assert page.form(f"{here}/new")["papers"] == changed.get("papers", "Arkivet, sak 12")
    await hilde.enters(arne.owner, status=403)


async def test_the_patient_is_not_her_own_attorney(ole, arne):
    here = await ole.opens(arne.number)
    assert "pasientens eget nummer" in (await ole.registers(here, arne.number, "Arne Haugen", "documents", status=422)).main


async def test_for_a_child_or_a_protected_patient_nothing_is_registered_and_no_reason_tells_them_apart(ole, home, hilde):
    barn = a_number(date(2015, 1, 1))
    home.register.put(a_person(barn, born=date(2015, 1, 1)))
    await home.gate_world.moves_in(barn, born="2015-01-01", name="Barn Haugen")
    tone = await home.moves_in("Tone Vik", born=date(1988, 1, 6))
    home.register.put(a_person(tone.number, born=date(1988, 1, 6), protection="strictly_confidential"))
    await home.gate_world.gate.register_changed(tone.number, home.now)
    said = []
    for number in (barn, tone.number):
        here = await ole.opens(number)
        page = await ole.registers(here, hilde.number, NAME, "documents", status=409)
        said.append(" ".join(page.tree.xpath("//*[@class='ds-alert']")[0].text_content().split()))
    assert said[0] == said[1]


async def test_the_same_paper_is_not_registered_twice(ole, arne, hilde):
    here = await ole.opens(arne.number)
    await ole.registers(here, hilde.number, NAME, "documents", "results")
    assert "finnes fra før" in (await ole.registers(here, hilde.number, NAME, "documents", status=409)).main


@pytest.mark.parametrize("number", ["", "123", "x"])
async def test_what_is_no_number_finds_nobody(ole, number):
    await ole.post(f"{DESK}/find", {"number": number}, status=422)


async def test_a_number_without_a_record_says_so(ole):
    assert "ingen journal" in (await ole.post(f"{DESK}/find", {"number": a_number().value}, status=404)).main


async def test_a_clinician_sees_who_represents_the_patient_and_no_number(sits_down, arne, hilde, home):
    await arne.gives(hilde.number, NAME, "documents")
    nina = await sits_down()
    visit = await home.gate_world.visits(arne.owner, actor=nina.actor, now=home.now)
    page = await (await home.site.staff(nina.actor, visit, accept_language="nb")).get(f"/desk/visit/{visit.id}")
    assert "Hvem som representerer pasienten" in page.main
    assert "Fullmakt til innsyn: Dokumenter" in page.main
    assert hilde.number.value not in page.answer.text


async def test_of_a_protected_patient_a_clinician_is_told_nothing(sits_down, arne, hilde, home):
    await arne.gives(hilde.number, NAME, "documents")
    home.register.put(a_person(arne.number, born=date(1945, 1, 19), protection="strictly_confidential"))
    await home.gate_world.gate.register_changed(arne.number, home.now)
    nina = await sits_down()
    visit = await home.gate_world.visits(arne.owner, actor=nina.actor, now=home.now)
    page = await (await home.site.staff(nina.actor, visit, accept_language="nb")).get(f"/desk/visit/{visit.id}")
    assert "representerer" not in page.main
    assert "Hilde" not in page.main
