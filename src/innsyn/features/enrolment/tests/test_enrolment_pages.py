"""Enrolment on both sides: the ward asks, the office decides, the patient is told who did what and how to say no, and nobody else."""

from dataclasses import replace

import pytest

from innsyn.gate.tests.samples import OTHER_TRUST, a_number

HOME = "/desk/enrolment"


async def test_the_ward_asks_the_office_enrols_and_the_patient_is_told(nina, rita, arne, office):
    assert await nina.asks(arne.number.value) == HOME
    assert "Venter" in (await nina.get(HOME)).main
    assert "1 innmelding venter" in (await rita.get("/desk")).main
    address = await rita.first()
    assert arne.number.value not in address
    page = await rita.get(address)
    for words in ("Arne Haugen", "19. januar 1945", "Blir opprettet", "Innlagt", "Kirurgisk sengepost", "Ring avdelingen"):
        assert words in page.main
    assert await rita.post(f"{address}/accept") == HOME
    assert "Opprettet" in (await nina.get(HOME)).main
    overview = (await (await office.patient(arne.number)).get("/my-health")).main
    for words in ("Du er meldt inn her", "Helse Fjord RHF", "Kirurgisk sengepost", "22. november 2026", "ring 22 22 22 22"):
        assert words in overview
    assert "Ring avdelingen" not in overview


async def test_the_notice_goes_to_the_patient_and_says_nothing(nina, rita, arne, office):
    await nina.asks(arne.number.value)
    await rita.post(f"{await rita.first()}/accept")
    (notice,) = office.site.notices.told
    assert (notice.kind.value, notice.about, notice.sender) == ("enrolled", "/my-health", "Helse Fjord RHF")
    assert notice.to == office.gate_world.gate.actors.citizen(arne.number, level="high").key


async def test_after_a_while_the_line_leaves_the_overview(nina, rita, arne, office):
    await nina.asks(arne.number.value)
    await rita.post(f"{await rita.first()}/accept")
    office.waits(days=91)
    assert "meldt inn" not in (await (await office.patient(arne.number)).get("/my-health")).main


async def test_a_declined_request_comes_back_with_the_reason(nina, rita, arne, office):
    await nina.asks(arne.number.value)
    address = await rita.first()
    assert "mellom 5 og 500" in (await rita.post(f"{address}/decline", {"words": "nei"}, status=422)).main
    assert await rita.post(f"{address}/decline", {"words": "Feil nummer"}) == HOME
    page = await nina.get(HOME)
    assert "Avslått" in page.main
    assert "Grunn: Feil nummer" in page.main
    assert not office.site.notices.told
    assert "er behandlet" in (await rita.post(f"{address}/accept", status=409)).main
    assert "er behandlet" in (await rita.post(f"{address}/decline", {"words": "Feil igjen"}, status=409)).main


async def test_one_who_needs_a_representative_is_followed_by_a_paper(nina, rita, arne):
    await nina.asks(arne.number.value, uses="represented")
    assert "representerer seg" in (await rita.get(await rita.first())).main
    await rita.post(f"{await rita.first()}/accept")
    assert "fullmakt på papir" in (await nina.get(HOME)).main


async def test_another_name_than_the_registers_is_pointed_out(nina, rita, arne):
    await nina.asks(arne.number.value, name="Arne Hansen")
    assert "Navnet stemmer ikke" in (await rita.get(await rita.first())).main


async def test_a_protected_patient_is_shown_without_an_address(nina, rita, arne, office):
    office.register.put(replace(arne, protection="strictly_confidential"))
    await nina.asks(arne.number.value)
    address = await rita.first()
    assert not {"adresse", "sperret", "kode"} & set((await rita.get(address)).main.lower().split())
    await rita.post(f"{address}/accept")
    assert "Du er meldt inn her" in (await (await office.patient(arne.number)).get("/my-health")).main


@pytest.mark.parametrize(
    ("happens", "said"), [("away", "svarer ikke nå"), ("nobody", "ingen med dette nummeret"), ("dead", "registrert som død")]
)
async def test_what_stands_in_the_way_is_said_and_nobody_is_enrolled(nina, rita, arne, office, happens, said):
    await nina.asks(arne.number.value)
    address = await rita.first()
    if happens == "away":
        office.register.is_available = False
    elif happens == "nobody":
        office.register.remove(arne.number)
    else:
        office.register.put(replace(arne, is_dead=True))
    page = await rita.get(address)
    assert said in page.main
    with pytest.raises(KeyError):
        page.form(f"{address}/accept")
    assert said in (await rita.post(f"{address}/accept", status=409)).main
    assert not office.site.notices.told


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "123"}, "ikke et gyldig nummer"),
        ({"number": ""}, "Fyll ut dette feltet"),
        ({"name": ""}, "Fyll ut dette feltet"),
        ({"reason": ""}, "Fyll ut dette feltet"),
        ({"uses": "maybe"}, "Velg ett av alternativene"),
        ({"words": "x" * 501}, "for lang"),
    ],
)
async def test_a_request_that_lacks_something_keeps_what_was_written(nina, arne, changed, said):
    page = await nina.asks(**({"number": arne.number.value} | changed), status=422)
    assert said in page.main
    if "name" not in changed:
        assert page.form(f"{HOME}/new")["name"] == "Arne Haugen"
    assert "Ingenting er sendt" in (await nina.get(HOME)).main


async def test_the_ward_cannot_decide_and_the_stranger_sees_nothing(nina, rita, arne, office):
    await nina.asks(arne.number.value)
    address = await rita.first()
    vera = await office.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    for somebody in (nina, vera):
        assert "Arne" not in (await somebody.get(address, status=403)).main
        await somebody.post(f"{address}/accept", status=403)
        page = await somebody.post(f"{address}/decline", {"words": "Feil nummer"}, status=403)
        assert [each.text.strip() for each in page.tree.xpath("//textarea")] == ["Feil nummer"]
    await vera.get(HOME, status=403)
    await vera.get(f"{HOME}/new", status=403)
    await vera.asks(arne.number.value, status=403)
    assert "innmelding venter" not in (await nina.get("/desk")).main


async def test_a_request_that_is_none_is_absent(rita):
    for address in (f"{HOME}/nothing", f"{HOME}/p0000000000000"):
        await rita.get(address, status=404)
        await rita.post(f"{address}/accept", status=404)
        await rita.post(f"{address}/decline", {"words": "Feil nummer"}, status=404)


async def test_somebody_who_was_never_enrolled_has_no_such_line(office):
    number = a_number()
    await office.gate_world.moves_in(number)
    assert "meldt inn" not in (await (await office.patient(number)).get("/my-health")).main


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_the_pages_speak_every_language(nina, rita, arne, language):
    nina.reader.client.headers["accept-language"] = rita.reader.client.headers["accept-language"] = language
    await nina.asks(arne.number.value)
    for path in (HOME, f"{HOME}/new"):
        assert (await nina.get(path)).tree.get("lang") == language
    for path in (HOME, await rita.first()):
        assert (await rita.get(path)).tree.get("lang") == language
