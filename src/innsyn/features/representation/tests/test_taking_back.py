"""Taking a power of attorney back, or giving another one instead: it bites on the receiver's next page, and both are told."""

import pytest

from innsyn.gate.rules.relations import Grant
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.tests.decisions import shields
from innsyn.gate.tests.families import grants
from innsyn.gate.tests.samples import TRUST, create, document

NAME = "Hilde Haugen"
GIVEN = "/representation/given"


@pytest.fixture
async def given(arne, hilde):
    """The address of a power of attorney that holds."""
    return await arne.gives(hilde.number, NAME, "documents", "results")


async def test_it_is_taken_back_with_one_confirmation_that_says_what_is_lost(arne, hilde, given):
    page = await arne.get(f"{given}/withdraw")
    assert "Dette ser ikke Hilde Haugen lenger" in page.main
    assert "Dokumenter 2 opplysninger" in page.main
    assert await arne.post(f"{given}/withdraw") == GIVEN
    assert await arne.consents() == {"Trukket tilbake": [NAME]}
    assert "Trukket tilbake 22. november 2026" in (await arne.get(given)).main


async def test_the_receiver_is_out_on_her_next_page(arne, hilde, given):
    await hilde.enters(arne.owner)
    assert "Arne Haugen" in (await hilde.get("/representation")).text
    await arne.post(f"{given}/withdraw")
    page = await hilde.get("/representation")
    assert not page.tree.xpath("//*[@class='acting']")
    await hilde.enters(arne.owner, status=403)
    assert await hilde.post("/representation/leave") == "/my-health"


async def test_both_are_told_that_it_is_taken_back(arne, hilde, given, home):
    await arne.post(f"{given}/withdraw")
    told = [(notice.kind.value, notice.to) for notice in home.site.notices.told[2:]]
    assert told == [("representation_withdrawn", hilde.key), ("representation_withdrawn", arne.key)]


async def test_twice_is_the_same_as_once(arne, given, home):
    await arne.post(f"{given}/withdraw")
    await arne.post(f"{given}/withdraw", status=404)
    await arne.get(f"{given}/withdraw", status=404)
    assert len(home.site.notices.told) == 4


async def test_nobody_takes_back_what_another_gave(arne, hilde, given):
    await hilde.post(f"{given}/withdraw", status=404)
    for path in (given, f"{given}/seen", f"{given}/withdraw"):
        await hilde.get(path, status=404)
    await hilde.post(f"{given}/change", status=404)
    assert await arne.consents() == {"Gjelder nå": [NAME]}


async def test_a_shield_is_no_power_of_attorney(arne, home):
    shield = await shields(home.gate_world, arne.visit, now=home.now, organisations=(TRUST,))
    for path in (f"{GIVEN}/{shield.id}", f"{GIVEN}/{shield.id}/withdraw"):
        await arne.get(path, status=404)
    await arne.post(f"{GIVEN}/{shield.id}/withdraw", status=404)
    await arne.post(f"{GIVEN}/{shield.id}/change", status=404)
    assert await arne.consents() == {}


async def test_changing_gives_a_new_one_instead_in_the_same_moment(arne, hilde, given):
    assert await arne.post(f"{given}/change") == "/representation/give/what"
    page = await arne.get("/representation/give/what")
    assert page.tree.xpath("//input[@type='checkbox' and @checked]/@value") == ["documents", "results"]
    await arne.post("/representation/give/what", {"areas": ["documents"]})
    await arne.post("/representation/give/lasting", {"span": "year"})
    assert "i stedet for den forrige" in (await arne.get("/representation/give/sign")).main
    await arne.signs()
    assert await arne.consents() == {"Gjelder nå": [NAME], "Trukket tilbake": [NAME]}
    page = await hilde.get("/representation")
    assert "Dokumenter" in page.main
    assert "Prøvesvar" not in page.main


async def test_a_change_of_one_that_is_gone_gives_nothing(arne, given):
    await arne.post(f"{given}/change")
    await arne.post("/representation/give/lasting", {"span": "year"})
    fields = (await arne.get("/representation/give/sign")).form("/representation/give/sign")
    await arne.post(f"{given}/withdraw")
    await arne.post("/representation/give/sign", fields)
    groups = await arne.consents()
    assert groups["Trukket tilbake"] == [NAME]


async def test_what_another_power_opens_is_not_said_to_be_lost(arne, hilde, given, home):
    await grants(home.gate_world, arne.visit, hilde.number, "documents", now=home.now)
    page = await arne.get(f"{given}/withdraw")
    assert "Dokumenter 2 opplysninger" not in page.main


async def test_one_registered_on_paper_is_ended_where_it_was_registered(arne, hilde, home):
    body = grant_body(
        Grant(id="", key="", areas=frozenset({"results"}), is_on_paper=True), arne.visit.patient_id, hilde.number, NAME, home.now,
        witness="Ole Registrator", papers="Arkivet, hylle 3",
    )  # fmt: skip
    (written,) = await home.gate_world.writes(arne.owner, [create(body)])
    page = await arne.get(f"{GIVEN}/{written.id}")
    for words in ("Fjordby helseforetak", "Ole Registrator", "Arkivet, hylle 3", "ta kontakt med Fjordby helseforetak"):
        assert words in page.main
    await arne.get(f"{GIVEN}/{written.id}/withdraw", status=404)
    await arne.post(f"{GIVEN}/{written.id}/withdraw", status=404)


async def test_the_list_of_somebody_who_has_given_none_says_so(hilde):
    page = await hilde.get(GIVEN)
    assert "ikke gitt noen fullmakt" in page.main
    assert page.links["Gi en fullmakt"] == "/representation/give"


async def test_the_record_can_be_seen_as_the_receiver_sees_it(arne, given, home):
    await home.gate_world.delivers(arne.owner, document("Skjult for alle", "NORN_KUT"))
    page = await arne.get(f"{given}/seen")
    assert "Epikrise" in page.main
    assert "Skjult" not in page.main
    await arne.post(f"{given}/withdraw")
    await arne.get(f"{given}/seen", status=404)
