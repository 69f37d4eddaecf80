"""Inside a visit: whose record it is stands on every page, the hour passes, and leaving closes."""

from innsyn.features import diagnoses
from innsyn.features.diagnoses import samples
from innsyn.gate.tests.samples import a_number


async def test_whose_record_it_is_stands_on_every_page(at_desk, kari):
    nina = await at_desk(diagnoses.FEATURE)
    address = await nina.opens(kari[0])
    for path in ("", "/diagnoses"):
        banner = (await nina.get(address + path)).tree.xpath("//*[@aria-label='Pasienten']")[0].text_content()
        assert "Kari" in banner
        assert "46 år" in banner
        assert "Planlagt time" in banner


async def test_the_record_shows_what_other_slices_know(at_desk, kari, world):
    await world.delivers(kari[1], {"c1": samples.hospital_diabetes()})
    nina = await at_desk(diagnoses.FEATURE)
    assert "Diabetes type 2" in (await nina.get(await nina.opens(kari[0]))).main


async def test_a_record_with_nothing_in_it_says_so(nina, kari):
    assert "Journalen er tom" in (await nina.get(await nina.opens(kari[0]))).main


async def test_after_sixty_minutes_a_ground_must_be_stated_again(nina, kari):
    address = await nina.opens(kari[0])
    for _ in range(3):
        nina.waits(19)
        await nina.get(address)
    nina.waits(4)
    page = await nina.get(address, status=403)
    assert "Kari" not in page.text


async def test_leaving_closes_the_record_for_good(nina, kari, world):
    address = await nina.opens(kari[0])
    assert await nina.post(f"{address}/leave") == "/desk"
    assert (await world.gate_world.told(kari[1]))[-1] == ("close", "done")
    assert "Kari" not in (await nina.client.get(address)).text
    assert (await nina.client.get(address)).status_code in (403, 404)


async def test_another_nurse_does_not_come_in_by_the_address(nina, at_desk, kari):
    address = await nina.opens(kari[0])
    tone = await at_desk(name="Tone Sykepleier")
    assert "Kari" not in (await tone.get(address, status=404)).text


async def test_two_records_can_be_open_side_by_side(nina, kari, world):
    ola_number, _ = await world.person("ola")
    first, second = await nina.opens(kari[0]), await nina.opens(ola_number.value)
    assert "Kari" in (await nina.get(first)).text
    assert "Ola" in (await nina.get(second)).text
    await nina.post(f"{second}/leave")
    assert "Kari" in (await nina.get(first)).text


async def test_a_birth_date_that_is_only_a_year_gives_no_age(nina, world):
    number = a_number()
    await world.gate_world.moves_in(number, born="1950", name="Ukjent Alder")
    banner = (await nina.get(await nina.opens(number.value))).tree.xpath("//*[@aria-label='Pasienten']")[0].text_content()
    assert "Ukjent Alder" in banner
    assert " år" not in banner
