"""What personnel learn of shields at the desk: a calm line where the nation tells, nothing in the least where it does not."""

import re

import pytest

from innsyn.features.documents import samples
from innsyn.features.shields.tests.conftest import FEATURES, Patient
from innsyn.gate.tests.decisions import chooses, shields
from innsyn.gate.tests.samples import NURSE_HPR

_PAGES = ("", "/documents", "/documents?q=brev", "/documents?group=A00-1", "/hide-requests")


def bare(page, reader):
    """Say a page without what is always another: reference numbers, the visit's own address, tokens of the form."""
    text = page.answer.text.replace(reader.prefix.rpartition("/")[2], "")
    return re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}", "", text)


async def patient(world, key, *papers):
    """Let somebody move in with documents."""
    reader = await world.citizen(key, *FEATURES)
    await reader.all_have({f"{key}-{number}": samples.text_document(text) for number, text in enumerate(papers)})
    return Patient(reader)


async def test_where_it_is_told_the_line_says_how_many_and_leads_to_the_emergency_way(kari, nurse):
    await kari.shields("person", f"hpr-{NURSE_HPR}", papers=["d2"])
    page = await nurse.get("")
    assert "Ett dokument er sperret av pasienten" in page.main
    there = page.links["Nødtilgang"]
    assert there == nurse.here("/emergency")
    assert "Andre brev" not in page.text


async def test_where_nothing_is_shielded_there_is_no_line(nurse):
    assert "sperret" not in (await nurse.get("")).main


@pytest.mark.parametrize("whole", [True, False], ids=["the whole record", "all its documents"])
async def test_where_the_nation_keeps_silent_every_page_is_that_of_somebody_with_nothing(world, whole):
    await chooses(world.gate_world, tells_shields=False)
    shielding, empty = await patient(world, "berit", "Brev"), await patient(world, "berta")
    await shielding.shields("everybody", papers=() if whole else ["berit-0"])
    seen = []
    for key in ("berit", "berta"):
        nurse = await world.nurse(key, *FEATURES)
        pages = [await nurse.get(path) for path in _PAGES]
        absent = await nurse.get(f"/documents/{key}-0", status=404)
        seen.append([bare(page, nurse).replace(key.capitalize(), "").replace(f"{key}-0", "") for page in (*pages, absent)])
    for one, other in zip(*seen, strict=True):
        assert one == other
    assert empty.owner != shielding.owner


async def test_where_the_nation_keeps_silent_some_shielded_documents_are_as_if_never_written(world):
    await chooses(world.gate_world, tells_shields=False)
    shielding, other = await patient(world, "berit", "Brev", "Notat"), await patient(world, "berta", "Brev")
    await shielding.shields("everybody", papers=["berit-1"])
    seen = []
    for key in ("berit", "berta"):
        nurse = await world.nurse(key, *FEATURES)
        seen.append([bare(await nurse.get(path), nurse).replace(key.capitalize(), "").replace(key, "") for path in _PAGES])
    assert seen[0] == seen[1]
    assert other.owner != shielding.owner


async def test_from_inside_the_visit_the_glass_is_broken_with_a_reason_and_the_patient_sees_it_in_red(kari, nurse):
    await kari.shields("everybody")
    await nurse.get("/documents/d1", status=403)
    page = await nurse.reader.post(nurse.here("/emergency"), {"reason": "gate.emergency.life", "words": "kort"}, status=422)
    assert "Journalen ble ikke åpnet" in page.main
    there = await nurse.reader.post(nurse.here("/emergency"), {"reason": "gate.emergency.life", "words": "Bevisstløs i venterommet"})
    assert "Første brev" in (await nurse.reader.get(f"{there}/documents/d1")).main
    assert "sperret av pasienten" not in (await nurse.reader.get(there)).main
    log = await kari.world.gate_world.gate.my_log(
        await kari.world.gate_world.citizen((await kari.world.person("kari"))[0]), kari.reader.site.clock()
    )
    assert next(line.is_emergency for line in log.lines if line.kind == "staff")


async def test_a_shield_of_the_whole_record_under_an_open_visit_says_so_on_its_first_page(kari, nurse):
    await kari.shields("everybody")
    page = await nurse.get("")
    assert "2 dokumenter er sperret av pasienten" in page.main
    assert "Navnet vises ikke for deg" in page.text


async def test_the_list_of_documents_says_how_many_are_shielded_and_never_that_there_are_none(kari, nurse):
    await kari.shields("person", f"hpr-{NURSE_HPR}", papers=["d2"])
    page = await nurse.get("/documents")
    assert "Ett dokument er sperret av pasienten" in page.main
    assert page.links["Nødtilgang"] == nurse.here("/emergency")
    await kari.shields("everybody", papers=["d1"])
    page = await nurse.get("/documents")
    assert "2 dokumenter er sperret av pasienten" in page.main
    assert "ingen dokumenter" not in page.main
    assert "sperret" not in (await kari.get("/documents")).main


async def test_personnel_have_no_page_for_shields(kari, nurse):
    await kari.shields("everybody")
    for path in ("/shields", "/shields/new"):
        assert (await nurse.client.get(path)).status_code == 403


async def test_the_gates_own_shield_and_the_pages_are_one(kari, nurse):
    number = (await kari.world.person("kari"))[0]
    consent = await shields(kari.world.gate_world, await kari.world.gate_world.citizen(number), persons=(NURSE_HPR,))
    assert "Hele journalen" in (await kari.get(f"/shields/one/{consent.id}")).main
    await nurse.get("/documents/d1", status=403)
