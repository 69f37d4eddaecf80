"""Whom one may act for: each with role and reach, each no with its reason and what to do, and nothing that leads to a protected address."""

from dataclasses import replace
from datetime import date

import pytest

from innsyn.gate.tests.families import a_person, as_guardian, as_parent
from innsyn.gate.tests.samples import NOW, a_number

HOME = "/representation"


@pytest.fixture
def family(home):
    """Give a way to let a mother and a child live here; how they stand to each other is the test's to say."""

    async def lives(*, born, mother=None, child=None, **parent):
        kari = await home.moves_in("Kari Solvang", born=date(1992, 3, 14))
        number = a_number(born)
        registered = replace(a_person(kari.number, born=date(1992, 3, 14), **(mother or {})), name="Kari Solvang")
        told = as_parent(registered, **parent)
        home.register.put(
            replace(registered, children=(number,)),
            replace(a_person(number, born=born, responsibility="joint", parents=(told,), **(child or {})), name="Jonas Solvang"),
        )
        owner = await home.gate_world.moves_in(number, name="Jonas Solvang", born=born.isoformat())
        home.waits(minutes=11)
        return kari, owner, number

    return lives


async def test_a_parent_goes_in_and_back(family):
    kari, owner, _ = await family(born=date(2020, 5, 30))
    page = await kari.get(HOME)
    for words in ("Jonas Solvang", "6 år", "Du er forelder", "Hele journalen"):
        assert words in page.main
    assert await kari.enters(owner, "parent") == "/my-health"
    inside = await kari.get(HOME)
    assert "Du er her nå" in inside.main
    assert "Du er inne hos Jonas Solvang (6 år)" in " ".join(inside.text.split())
    assert await kari.post(f"{HOME}/leave") == "/my-health"
    assert "tilbake hos deg selv" in (await kari.get(HOME)).main


async def test_the_day_before_and_the_day_of_the_twelfth_birthday(family):
    kari, owner, _ = await family(born=date(2014, 11, 23))
    assert await kari.enters(owner, "parent") == "/my-health"
    await kari.post(f"{HOME}/leave")
    kari.home.waits(days=1)
    kari = await kari.home.logs_in(kari.number, kari.owner)
    page = await kari.get(HOME)
    assert "Jonas Solvang har fylt 12 år" in page.main
    assert "ta ansvar for barnet" in page.main
    assert "Gå inn hos" not in page.main
    assert "Du kom ikke inn" in (await kari.enters(owner, "parent", status=403)).main


async def test_of_sixteen_it_is_told_that_she_decides_herself(family):
    kari, _, _ = await family(born=date(2010, 11, 22))
    assert "bestemmer selv over journalen" in (await kari.get(HOME)).main


@pytest.mark.parametrize(
    "how",
    [
        {"shares_address": False},
        {"shares_address": None},
        {"has_responsibility": False},
        {"mother": {"protection": "confidential"}},
        {"mother": {"protection": "unknown"}},
    ],
)
async def test_what_leads_to_a_protected_address_looks_like_any_other_no(family, how):
    kari, owner, _ = await family(born=date(2020, 5, 30), **how)
    page = await kari.get(HOME)
    assert "Vi kan ikke bekrefte på nett at du kan handle for Jonas Solvang" in page.main
    assert not {"sperret", "kode", "beskyttet"} & set(page.main.lower().split())
    refused = await kari.enters(owner, "parent", status=403)
    assert "Vi kan ikke bekrefte på nett" in refused.main


async def test_a_protected_child_is_not_there_at_all(family):
    kari, owner, number = await family(born=date(2020, 5, 30), child={"protection": "strictly_confidential"})
    page = await kari.get(HOME)
    assert "Jonas" not in page.main
    assert "Du kan ikke handle for noen nå" in page.main
    assert "Jonas" not in (await kari.enters(owner, "parent", status=403)).main
    assert number.value not in page.answer.text


async def test_that_the_register_is_away_is_said_and_powers_of_attorney_still_work(arne, hilde, home):
    await arne.gives(hilde.number, "Hilde Haugen", "documents")
    home.register.is_available = False
    home.waits(hours=25)
    arne, hilde = await home.logs_in(arne.number, arne.owner), await home.logs_in(hilde.number, hilde.owner)
    page = await hilde.get(HOME)
    assert "ikke kontakt med Folkeregisteret" in page.main
    assert "Gå inn hos Arne Haugen" in page.main
    assert await hilde.enters(arne.owner) == "/my-health"


async def test_a_parent_is_not_let_in_while_the_register_is_away(family):
    kari, owner, _ = await family(born=date(2020, 5, 30))
    kari.home.register.is_available = False
    kari.home.waits(hours=25)
    kari = await kari.home.logs_in(kari.number, kari.owner)
    page = await kari.enters(owner, "parent", status=403)
    assert "Du kom ikke inn" in page.main
    assert "ikke kontakt med Folkeregisteret" in page.main


@pytest.mark.parametrize(
    ("scope", "words"), [("financial", "Vergemålet ditt gjelder økonomi"), ("other_errands", "gjelder andre oppdrag enn helse og omsorg")]
)
async def test_a_guardian_who_is_none_of_health_is_told_why_not_without_the_name(home, scope, words):
    lars = await home.moves_in("Lars Lundgård", born=date(1976, 1, 1))
    registered = a_person(lars.number, born=date(1976, 1, 1))
    number = a_number(date(1949, 3, 30))
    ward = a_person(number, born=date(1949, 3, 30), guardians=(as_guardian(registered, scope=scope),))
    home.register.put(replace(registered, wards=(number,)), ward)
    await home.gate_world.moves_in(number, name="Sverre Lundgård", born="1949-03-30")
    page = await lars.get(HOME)
    assert words in page.main
    assert "Sverre" not in page.main


@pytest.mark.parametrize(
    ("scope", "words"), [("personal", ("Du er verge.", "Hele journalen")), ("municipal_care", ("oppdrag om helse", "Du ser det kommunen"))]
)
async def test_a_guardian_in_matters_of_health_goes_in(home, scope, words):
    marit = await home.moves_in("Marit Dalen", born=date(1974, 2, 27))
    registered = a_person(marit.number, born=date(1974, 2, 27))
    number = a_number(date(1947, 11, 2))
    ward = a_person(number, born=date(1947, 11, 2), guardians=(as_guardian(registered, scope=scope),))
    home.register.put(replace(registered, wards=(number,)), ward)
    owner = await home.gate_world.moves_in(number, name="Bjørg Dalen", born="1947-11-02")
    shown = (await marit.get(HOME)).main
    assert all(each in shown for each in words)
    assert await marit.enters(owner, "guardian") == "/my-health"


@pytest.mark.parametrize("role", ["parent", "guardian", "attorney"])
async def test_a_stranger_gets_the_same_answer_as_for_nobody_and_is_in_the_log(arne, hilde, home, role):
    others = await hilde.enters(arne.owner, role, status=403)
    nobodys = await hilde.enters(12345, role, status=403)
    assert others.main == nobodys.main
    assert "Arne" not in others.main
    refused = (await home.gate_world.log(arne.owner))[-1]
    assert (refused.action, refused.outcome) == ("refuse", "refused")


@pytest.mark.parametrize(
    "fields", [{}, {"person": "x", "role": "parent"}, {"person": "1", "role": "self"}, {"person": "9" * 40, "role": "parent"}]
)
async def test_fields_that_name_nobody_open_nothing(arne, fields):
    await arne.post(f"{HOME}/open", fields, status=404)


async def test_going_from_one_record_to_another_leaves_the_first(arne, hilde, home):
    bror = await home.moves_in("Odd Haugen")
    await arne.gives(hilde.number, "Hilde Haugen", "documents")
    await bror.gives(hilde.number, "Hilde Haugen", "results")
    await hilde.enters(arne.owner)
    await hilde.enters(bror.owner)
    assert "Du er inne hos Odd Haugen" in (await hilde.get(HOME)).text
    assert "close" in [row.action for row in await home.gate_world.log(arne.owner)]
    await hilde.post(f"{HOME}/leave")
    page = await hilde.get(HOME)
    assert not page.tree.xpath("//*[@class='acting']")


async def test_whoever_acts_for_another_cannot_go_where_the_other_could(arne, hilde, home):
    kari = await home.moves_in("Kari Solvang", born=date(1992, 3, 14))
    await arne.gives(hilde.number, "Hilde Haugen", "documents")
    await hilde.gives(kari.number, "Kari Solvang", "documents")
    await kari.enters(hilde.owner)
    assert "Arne" not in (await kari.get(HOME)).main
    await kari.enters(arne.owner, status=403)


async def test_leaving_leads_only_to_pages_of_ours(arne):
    assert await arne.post(f"{HOME}/leave", {"then": "https://evil.example/"}) == "/"
    assert await arne.post(f"{HOME}/leave", {"then": "/settings"}) == "/settings"


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_the_pages_speak_every_language(home, hilde, language):
    arne = await home.moves_in("Arne Haugen", language=language)
    await arne.gives(hilde.number, "Hilde Haugen", "all", lasting={"span": "year"}, signs=False)
    for path in (
        HOME,
        "/representation/given",
        *(f"/representation/give/{step}" for step in ("who", "what", "sources", "lasting", "sign")),
    ):
        assert (await arne.get(path)).tree.get("lang") == language
    address = await arne.signs()
    for path in (address, f"{address}/seen", f"{address}/withdraw", "/representation/give"):
        assert (await arne.get(path)).tree.get("lang") == language
    assert home.now >= NOW
