"""Setting a shield step by step, seeing what it means before it holds, and lifting it."""

import pytest

from innsyn.features.documents import samples
from innsyn.features.shields.tests.conftest import FEATURES, NEW, Patient, day
from innsyn.gate.tests.decisions import chooses, shields
from innsyn.gate.tests.samples import HOSPITAL, NURSE_HPR, OTHER_TRUST, TRUST, a_number


async def mark_of(kari, name):
    page = await kari.get(f"{NEW}/person")
    labels = page.tree.xpath("//label")
    (wanted,) = [label.get("for") for label in labels if name in label.text_content()]
    return page.tree.get_element_by_id(wanted).get("value")


async def test_a_shield_against_somebody_who_has_been_in_the_record_closes_her_open_page_on_the_next_read(kari, nurse):
    assert "Første brev" in (await nurse.get("/documents/d1")).main
    await kari.post(f"{NEW}/whom", {"kind": "person"})
    address = await kari.shields("person", await mark_of(kari, "Nina Sykepleier"))
    assert (await kari.get(address)).heading == "Sperret for: Nina Sykepleier"
    assert await kari.shielded() == {"Sperret nå": ["Nina Sykepleier"]}
    await nurse.get("/documents/d1", status=403)
    assert (await nurse.client.get(nurse.here("/documents/d1/content"))).status_code == 404


async def test_of_chosen_documents_the_rest_stays_open(kari, nurse):
    await kari.shields("everybody", papers=["d2"])
    assert "Første brev" in (await nurse.get("/documents/d1")).main
    await nurse.get("/documents/d2", status=403)
    assert "Ett dokument er sperret av pasienten" in (await nurse.get("")).main
    assert "Andre brev" in (await kari.get("/documents/d2")).main


async def test_before_it_is_confirmed_nothing_is_shielded_and_the_page_shows_what_would_be(kari, nurse):
    await kari.shields("profession", "SP", papers=["d1"], confirms=False)
    page = await kari.get(f"{NEW}/confirm")
    assert "Alle med yrket Sykepleier: hva som endrer seg" in page.main
    cells = [cell.text_content().strip() for cell in page.tree.xpath("//table//tbody//td")]
    assert cells == ["2", "1"]
    assert "Første brev" in (await nurse.get("/documents/d1")).main
    assert await kari.shielded() == {}


async def test_the_whole_record_goes_dark_area_by_area_in_the_preview(kari):
    await kari.shields("organisation", TRUST, confirms=False)
    page = await kari.get(f"{NEW}/confirm")
    rows = {row.findtext("th"): [cell.text_content().strip() for cell in row.xpath("td")] for row in page.tree.xpath("//tbody/tr")}
    assert rows == {"Dokumenter": ["2", "ingen"]}


async def test_against_those_who_see_nothing_anyway_the_preview_says_so(kari):
    await shields(kari.world.gate_world, await kari.world.gate_world.citizen((await kari.world.person("kari"))[0]), professions=("JO",))
    await kari.shields("profession", "JO", confirms=False)
    assert "Ser ingenting i journalen din nå heller" in (await kari.get(f"{NEW}/confirm")).main


async def test_what_was_changed_after_it_was_shown_is_shown_again(kari):
    await kari.shields("profession", "SP", confirms=False)
    shown = (await kari.get(f"{NEW}/confirm")).form(f"{NEW}/confirm")["plan"]
    await kari.post(f"{NEW}/what", {"what": "some"})
    await kari.post(f"{NEW}/documents", {"documents": ["d1"]})
    await kari.post(f"{NEW}/warning")
    assert await kari.post(f"{NEW}/confirm", {"plan": shown}) == f"{NEW}/confirm"
    assert await kari.shielded() == {}


async def test_the_warning_cannot_be_passed_by(kari):
    await kari.chooses("everybody")
    await kari.post(f"{NEW}/what", {"what": "all"})
    assert await kari.post(f"{NEW}/lasting", {"span": "open"}) == f"{NEW}/warning"
    answer = await kari.client.get(f"{NEW}/confirm")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{NEW}/warning")
    page = (await kari.get(f"{NEW}/warning")).main
    assert "Det kan gå ut over behandlingen din" in page
    assert "bruke nødtilgang" in page


@pytest.mark.parametrize(("is_told", "words"), [(True, "De får vite at noe er sperret"), (False, "De får ikke vite at noe er sperret")])
async def test_the_warning_says_whether_they_learn_of_it(kari, is_told, words):
    await chooses(kari.world.gate_world, tells_shields=is_told)
    await kari.chooses("everybody")
    await kari.post(f"{NEW}/what", {"what": "all"})
    await kari.post(f"{NEW}/lasting", {"span": "open"})
    assert words in (await kari.get(f"{NEW}/warning")).main


async def test_somebody_is_found_in_the_directory_by_name_or_number_and_never_by_a_national_number(kari):
    await kari.post(f"{NEW}/whom", {"kind": "person"})
    for words in ("vera vet", "990000174"):
        page = await kari.post(f"{NEW}/person/find", {"words": words}, status=200)
        assert "Vera Veterinær" in page.main
    nobody = await kari.post(f"{NEW}/person/find", {"words": a_number().value}, status=200)
    assert "Vi fant ingen med det navnet" in nobody.main
    empty = await kari.post(f"{NEW}/person/find", {"words": " "}, status=422)
    assert "Skriv det du vil lete etter" in empty.main


async def test_no_page_of_the_steps_shows_a_national_number_or_has_a_name_in_its_address(kari, nurse):
    await nurse.get("/documents")
    number = (await kari.world.person("kari"))[0].value
    await kari.shields("person", await _after(kari, "Nina Sykepleier"), confirms=False)
    for step in ("whom", "person", "what", "lasting", "warning", "confirm"):
        page = await kari.client.get(f"{NEW}/{step}")
        assert number not in page.text
        assert "Nina" not in str(page.url)


async def _after(kari, name):
    await kari.post(f"{NEW}/whom", {"kind": "person"})
    return await mark_of(kari, name)


async def test_organisations_are_those_of_the_record_and_those_the_directory_knows(kari):
    await kari.post(f"{NEW}/whom", {"kind": "organisation"})
    assert "Fjordby helseforetak" in (await kari.get(f"{NEW}/organisation")).main
    page = await kari.post(f"{NEW}/organisation/find", {"words": "dalen"}, status=200)
    assert "Dalen sykehus" in page.main
    assert await kari.post(f"{NEW}/organisation", {"chosen": OTHER_TRUST}) == f"{NEW}/what"
    assert await kari.post(f"{NEW}/organisation", {"chosen": HOSPITAL}) == f"{NEW}/what"


@pytest.mark.parametrize(
    ("step", "fields", "words"),
    [
        ("whom", {}, "Fyll ut dette feltet"),
        ("person", {"chosen": "hpr-000000000"}, "Velg en fra listen"),
        ("person", {"chosen": "noe annet"}, "Velg en fra listen"),
        ("organisation", {"chosen": "999999999"}, "Velg en fra listen"),
        ("profession", {"profession": "VE"}, "Velg et yrke fra listen"),
    ],
)
async def test_what_was_never_offered_is_not_taken(kari, step, fields, words):
    if step != "whom":
        await kari.post(f"{NEW}/whom", {"kind": step})
    page = await kari.post(f"{NEW}/{step}", fields, status=422)
    assert words in page.main


async def test_documents_of_others_cannot_be_chosen(kari, world):
    ola = await world.citizen("ola")
    await ola.has({"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": {}}]}, "olas")
    await kari.chooses("everybody")
    await kari.post(f"{NEW}/what", {"what": "some"})
    page = await kari.post(f"{NEW}/documents", {"documents": ["olas", "nei"]}, status=422)
    assert "Velg minst ett dokument" in page.main


async def test_a_document_begins_a_shield_of_itself(kari):
    page = await kari.get("/documents/d1")
    there = page.links["Hvem skal ikke se dette?"]
    assert there == "/shields/this/d1"
    assert await kari.post(there) == f"{NEW}/whom"
    await kari.post(f"{NEW}/whom", {"kind": "everybody"})
    assert await kari.client.get(f"{NEW}/what")
    page = await kari.get(f"{NEW}/documents")
    assert [box.get("value") for box in page.tree.xpath("//input[@name='documents' and @checked]")] == ["d1"]
    await kari.get("/shields/this/not-there", status=404)


async def test_days_that_cannot_be_are_said_and_a_shield_to_come_is_kept_apart(kari, nurse):
    await kari.chooses("everybody")
    await kari.post(f"{NEW}/what", {"what": "all"})
    for fields, words in (
        ({"span": "day", "until": ""}, "Skriv den siste dagen"),
        ({"span": "day", "until": day(-1)}, "Dagen er allerede forbi"),
        ({"span": "open", "since": day(-1)}, "Velg i dag eller en dag framover"),
        ({"span": "day", "since": day(5), "until": day(4)}, "Siste dag må være etter første dag"),
    ):
        assert words in (await kari.post(f"{NEW}/lasting", fields, status=422)).main
    await kari.post(f"{NEW}/lasting", {"span": "day", "since": day(1), "until": day(9)})
    await kari.post(f"{NEW}/warning")
    await kari.confirms()
    assert await kari.shielded() == {"Begynner senere": ["Alt helsepersonell"]}
    assert "Første brev" in (await nurse.get("/documents/d1")).main


async def test_lifting_shows_what_opens_and_opens_it_on_the_next_read(kari, nurse):
    address = await kari.shields("everybody")
    await nurse.get("/documents/d1", status=403)
    page = await kari.get(f"{address}/lift")
    rows = {row.findtext("th"): [cell.text_content().strip() for cell in row.xpath("td")] for row in page.tree.xpath("//tbody/tr")}
    assert rows["Dokumenter"] == ["ingen", "2"]
    assert await kari.post(f"{address}/lift") == "/shields"
    assert "Første brev" in (await nurse.get("/documents/d1")).main
    assert await kari.shielded() == {"Avsluttet": ["Alt helsepersonell"]}
    await kari.get(f"{address}/lift", status=404)
    await kari.post(f"{address}/lift", status=404)


async def test_her_own_words_are_shown_to_her_and_kept_from_personnel(kari, world):
    await kari.shields("profession", "LE", confirms=False)
    address = await kari.confirms(note="Fordi han er naboen min")
    assert "Fordi han er naboen min" in (await kari.get(address)).main
    visit = await world.gate_world.breaks_the_glass(kari.owner)
    assert await world.gate_world.gate.read(visit, "Consent", address.rpartition("/")[2], visit.opened_at) is None


async def test_somebody_elses_shield_looks_like_none(kari, world):
    address = await kari.shields("everybody")
    stranger = Patient(await world.citizen("ola", *FEATURES))
    for path in (address, f"{address}/lift"):
        await stranger.get(path, status=404)
    await stranger.post(f"{address}/lift", status=404)


async def test_what_a_place_registered_is_shown_and_is_not_hers_to_lift(kari, world):
    visit = await world.gate_world.visits(kari.owner)
    shield = await shields(world.gate_world, visit, professions=("LE",))
    page = await kari.get(f"/shields/one/{shield.id}")
    assert "Fjordby helseforetak har registrert denne for deg" in page.main
    assert "Opphev sperringen" not in page.links
    await kari.get(f"/shields/one/{shield.id}/lift", status=404)


async def test_documents_a_place_has_marked_are_counted(kari):
    await kari.reader.has(samples.text_document("Merket", label="NORS"), "d3")
    assert "Behandlingsstedet har merket ett dokument som sperret" in (await kari.get("/shields")).main


async def test_what_was_filled_in_can_be_thrown_away_and_gone_on_with(kari):
    await kari.chooses("everybody")
    assert "Fortsett der du slapp" in (await kari.get(NEW)).links
    assert await kari.post(f"{NEW}/forget") == "/shields"
    assert "Begynn" in (await kari.get(NEW)).links


async def test_every_language_has_every_page(world, kari):
    await kari.shields("profession", "SP", papers=["d1"])
    for language in ("nb", "nn", "en", "se"):
        reader = await world.citizen("kari", *FEATURES, language=language)
        for path in ("/shields", NEW, f"{NEW}/whom", "/shields/this/d1"):
            assert (await reader.get(path)).tree.get("lang") == language


async def test_a_nurse_who_is_named_learns_how_many_and_nothing_of_whom_else(kari, nurse):
    await kari.shields("person", f"hpr-{NURSE_HPR}", papers=["d1"])
    await kari.shields("profession", "LE", papers=["d1", "d2"])
    page = await nurse.get("")
    assert "Ett dokument er sperret av pasienten" in page.main
    assert "Lege" not in page.main
