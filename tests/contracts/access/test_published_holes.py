"""Holes that were published of other systems, each tried here: what went wrong there, in our own words, and that it does not here."""

import json

import httpx
import pytest
from tests.contracts.access.asking import OPENS
from tests.contracts.access.fhir_tokens import TOKENS
from tests.contracts.access.marks import mark, marked_in, probe
from tests.contracts.access.page_table import TABLE
from tests.contracts.access.roles import EMERGENCY, ROLES
from tests.contracts.access.town import ELSEWHERE
from tests.contracts.access.walk import ROUTES, walked
from tests.contracts.attacks.running import ORIGIN

from innsyn.web.need import Need

BY_NAME = {role.name: role for role in ROLES}
BY_TOKEN = {token.name: token for token in TOKENS}
HERS = (
    "/documents/kari-mark-document",
    "/documents/kari-mark-document/content",
    "/results/kari-mark-result",
    "/results/reports/kari-mark-report",
)


async def comes(town, name):
    role = BY_NAME[name]
    await town.chooses(role.ages)
    return await role.comes(town, role)


async def machine(town, name):
    """Give a client of the FHIR interface that comes with a token of the table."""
    token = BY_TOKEN[name]
    headers = town.callers.know(f"holes: {name}", await token.made(town))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=town.running.app), base_url=f"{ORIGIN}/fhir", headers=headers)


async def test_an_open_page_makes_no_session_that_opens_a_closed_one(town):
    """OpenEMR CVE-2018-15152: a visit to the portal's registration page left a session that passed the login check of other pages."""
    browser = town.running.browser()
    for path in [route.path for route in ROUTES if route.method == "GET" and route.need is Need.OPEN] + [
        "/login",
        "/login/citizen",
        "/desk/login",
    ]:
        await browser.client.get(path)
    for route in ROUTES:
        if route.method == "GET" and route.need is not Need.OPEN and "{" not in route.path:
            answer = await browser.client.get(route.path)
            assert (answer.status_code, answer.headers["location"].split("?")[0].rpartition("/")[2]) == (303, "login"), route.path


@pytest.mark.parametrize("path", HERS)
async def test_a_document_is_not_opened_by_its_id_alone(town, path):
    """OpenEMR CVE-2022-25471: whoever was logged in read any patient's document by writing its id in the address."""
    browser = await town.browser("turid")
    answer = await browser.client.get(path)
    assert answer.status_code == 404
    assert not marked_in(answer.text)


@pytest.mark.parametrize(
    "named", ["pid", "patient", "patient_id", "person", "owner", "visit", "form_visit", "hidden_patient_code", "recid"]
)
async def test_naming_another_patient_in_address_form_or_filter_changes_nothing(town, named):
    """OpenEMR pull request 13965 and CVE-2026-25147: the portal took whose record it was from the request instead of from the session."""
    browser, values = await town.browser("silje"), ("kari", str(town.owners["kari"]), town.ids["kari"]["visit"], town.number("kari"))
    pages = ("/my-health", "/documents", "/results", "/diagnoses", "/access-log", "/representation/given", "/shields", "/settings")
    versions, _ = await town.counted("kari")
    for value in values:
        for path in pages:
            assert "kari" not in marked_in((await browser.client.get(path, params={named: value})).text), path
        for path in ("/settings", "/representation/give/forget", "/representation/give/who", "/shields/new/whom"):
            assert "kari" not in marked_in((await browser.post(path, {named: value})).text), path
    assert (await town.counted("kari"))[0] == versions


async def test_a_line_of_anothers_log_is_not_opened_by_its_number(town):
    """OpenEMR CVE-2026-33931: the portal's payment page showed another patient's line when its number stood in the query."""
    browser, visit = await town.browser("turid"), town.ids["kari"]["visit"]
    for path in (f"/access-log/{visit}", f"/access-log/proof/{visit}", f"/access-log/{visit}/why", f"/access-log?visit={visit}"):
        answer = await browser.client.get(path)
        assert str(town.nation.people["kari"].name) not in answer.text
        assert str(town.nation.personnel["paulsen"].name) not in answer.text, "who has been in her record is hers to know"


@pytest.mark.parametrize(
    "name", ["clinician of another trust", "clinician shielded from all", "system of another trust that keeps something"]
)
async def test_a_resource_is_not_changed_by_its_id_whoever_it_is_said_to_be_about(town, name):
    """OpenEMR CVE-2026-25745: a note was changed by its id, and nobody asked whose patient it was about."""
    await town.put_back("kari")
    versions, _ = await town.counted("kari")
    async with await machine(town, name) as client:
        for whose in ("kari", "per"):
            said = {**probe("kari"), "status": "amended", "subject": {"reference": f"Patient/{whose}"}}
            answer = await client.put("/Observation/kari-probe", json=said, headers={"content-type": "application/fhir+json"})
            assert answer.status_code >= 400
    assert (await town.counted("kari"))[0] == versions


async def test_no_form_of_one_record_reads_changes_or_ends_what_is_in_another(town):
    """OpenEMR CVE-2026-34055: web pages changed and deleted notes of patients other than the one whose record was open."""
    guest = await comes(town, "in another patient's record")
    ids, (versions, _) = town.ids["kari"], await town.counted("kari")
    under = f"/desk/visit/{guest.visit}"
    filled = {"reason": "Begrunnelse som er lang nok", "words": "Ord som er lange nok", "review_by": "2026-12-20", "code": "NORN_FFL"}
    for path in (
        f"withholding/new/{ids['DocumentReference']}",
        f"withholding/{ids['Flag']}/end",
        f"withholding/{ids['Flag']}/review",
        f"hide-requests/{ids['wish']}/agree",
        f"hide-requests/{ids['wish']}/decline",
        f"representation/{ids['grant']}/end",
    ):
        read, changed = await guest.browser.client.get(f"{under}/{path}"), await guest.post(f"{under}/{path}", filled)
        assert {read.status_code, changed.status_code} <= {404, 405}, path
        assert "kari" not in marked_in(read.text + changed.text)
    assert (await town.counted("kari"))[0] == versions


async def test_opening_another_patients_form_does_not_change_whose_record_one_is_in(town):
    """OpenEMR CVE-2026-27943: a form opened by its id showed another patient's, and made that patient the session's active one."""
    guest = await comes(town, "in another patient's record")
    answer = await guest.browser.client.get(f"/desk/visit/{guest.visit}/documents/kari-mark-document")
    assert answer.status_code == 404
    page = (await guest.browser.client.get(f"/desk/visit/{guest.visit}")).text
    assert marked_in(page) == {"per"}
    assert str(town.nation.people["per"].name) in page
    assert str(town.nation.people["kari"].name) not in page
    mother = await comes(town, "parent of a child of six, for it")
    assert (await mother.browser.client.get("/documents/kari-mark-document")).status_code == 404, "her own, while she acts for her child"
    assert marked_in((await mother.browser.client.get("/documents")).text) == {"jonas"}


async def test_a_visit_and_a_document_of_two_patients_give_neither(town):
    """OpenEMR CVE-2026-25930: the page for printing took a form's and a visit's number and asked of neither whose it was."""
    guest = await comes(town, "in another patient's record")
    for visit in (guest.visit, town.ids["kari"]["visit"]):
        for path in ("documents/kari-mark-document", "documents/kari-mark-document/content", "results/kari-mark-result"):
            answer = await guest.browser.client.get(f"/desk/visit/{visit}/{path}")
            assert (answer.status_code, marked_in(answer.text)) == (404, set())


@pytest.mark.parametrize("name", ["nobody", "the dead", "youth of thirteen, national rule", "without a profession, has found her"])
async def test_no_part_of_the_program_is_without_a_check(town, name):
    """OpenEMR CVE-2026-25127: one module asked for a login and for no permission, and showed whoever came all there was."""
    shown = [answer.route.path for answer in (await walked(town, BY_NAME[name])).answers if answer.shows]
    assert not shown


async def test_a_no_wins_over_every_yes(town):
    """OpenEMR CVE-2026-33302: a user who was expressly denied something had it all the same when one of her groups was allowed it."""
    herself, nurse = await comes(town, "herself"), await comes(town, "treating, one document shielded from her")
    hers = await herself.browser.client.get("/documents/kari-closed-document")
    assert hers.status_code in (403, 404)
    assert not marked_in(hers.text), "she is allowed all of her record, and one decision withholds this"
    under = f"/desk/visit/{nurse.visit}/documents/"
    shielded = await nurse.browser.client.get(f"{under}kari-mark-document")
    assert mark("kari", "dokument") not in shielded.text, "she is allowed what she needs, and one shield closes this"
    assert mark("kari", "reserve") in (await nurse.browser.client.get(f"{under}kari-spare-document")).text


@pytest.mark.parametrize(
    ("path", "holders"),
    [
        ("GET /desk/policies", {"keeper of policies"}),
        ("GET /desk/clients", {"administrator of clients"}),
        ("GET /desk/representation", {"registrar", "registrar, where a power is registered"}),
        ("GET /desk/questions", {"privacy officer", "privacy officer, where she answers"}),
        ("GET /desk/unusual", {"privacy officer", "privacy officer, where she answers"}),
        ("GET /desk/enrolment/{task_id}", {"regional office"}),
    ],
)
async def test_a_page_of_a_post_opens_to_who_holds_it_and_to_nobody_else(town, path, holders):
    """OpenEMR CVE-2026-32126: a check was written the wrong way round, so that all came in but those who should have."""
    let_in = {role.name for role, letter in zip(ROLES, TABLE[path], strict=True) if letter in OPENS}
    assert let_in == holders
    for name in (
        "keeper of policies",
        "treating, in a visit",
        "registrar",
        "privacy officer",
        "administrator of clients",
        "regional office",
    ):
        answers = {f"{each.route.method} {each.route.path}": each.letter for each in (await walked(town, BY_NAME[name])).answers}
        assert (answers[path] in OPENS) == (name in holders)


async def test_the_source_of_a_refusal_holds_no_patient(town):
    """OpenEyes CVE-2021-40375: a page that said forbidden still had the patient's record in its source."""
    nurse = await comes(town, "treating, one document shielded from her")
    refused = await nurse.browser.client.get(f"/desk/visit/{nurse.visit}/documents/kari-mark-document")
    said = refused.text + str(refused.headers)
    assert refused.status_code == 403
    assert not [word for word in (mark("kari", "dokument"), mark("kari", "innhold"), town.number("kari")) if word in said]
    stranger = await town.browser("berg")
    refused = await stranger.client.get(f"/desk/visit/{town.ids['kari']['visit']}/documents/kari-mark-document")
    person = town.nation.people["kari"]
    said = refused.text + str(refused.headers)
    assert not [word for word in (person.number, str(person.name), person.name.family) if word in said]
    assert not marked_in(said)


def answers_yes(answer):
    """Say whether a search found anything, also when it only counts."""
    told = answer.json()
    return bool(told.get("total")) or any(each["resource"]["resourceType"] == "Patient" for each in told.get("entry", ()))


async def test_what_is_closed_cannot_be_guessed_by_searching_what_is_open(town):
    """HAPI FHIR issue 6065: what was found was limited to what one may see, conditions were not: `_has` told of the rest."""
    guesses = (
        "/Patient?_id=kari&_has:DocumentReference:patient:_id=kari-mark-document",
        "/Patient?_id=kari&_has:DocumentReference:patient:_id=kari-mark-document&_summary=count",
    )
    async with await machine(town, "treating clinician") as berg, await machine(town, "clinician shielded from one document") as aune:
        for guess in guesses:
            found, guessed = [await client.get(guess) for client in (berg, aune)]
            assert answers_yes(found), "to her whom it is open the condition holds"
            assert not answers_yes(guessed), guess


async def test_what_is_closed_does_not_come_along_with_what_is_open(town):
    """Microsoft FHIR Server pull request 5683: `_include` and `_revinclude` brought what a search for it would not have found."""
    number = town.organisation(ELSEWHERE)
    report = {
        "resourceType": "DiagnosticReport",
        "id": "kari-bridge",
        "status": "final",
        "code": {"text": "Bro"},
        "subject": {"reference": "Patient/kari"},
        "result": [{"reference": "Observation/kari-mark-result"}],
    }
    await town.delivers("kari", [(report, number)])
    async with await machine(town, "system of another trust that keeps something") as client:
        for query in ("_include=DiagnosticReport:result", "_include=*", "_include:iterate=DiagnosticReport:result", "_elements=result"):
            answer = (await client.get(f"/DiagnosticReport?_id=kari-bridge&{query}")).json()
            ids = {each["resource"].get("id") for each in answer.get("entry", ())}
            assert "kari-mark-result" not in ids
            assert mark("kari", "svar") not in json.dumps(answer, ensure_ascii=False)
        assert not (await client.get("/DiagnosticReport?result:Observation.status=final&_id=kari-bridge")).json().get("entry")


@pytest.mark.parametrize("name", ["registrar, where a power is registered", "privacy officer, where she answers"])
async def test_an_offices_narrow_visit_does_not_widen_itself(town, name):
    """Not of another system: from the little that an office opens, the page for emergencies leads no further."""
    guest = await comes(town, name)
    for path, fields in (
        (f"/desk/visit/{guest.visit}/emergency", EMERGENCY),
        ("/desk/open-emergency", {**EMERGENCY, "patient": str(town.owners["kari"])}),
    ):
        answer = await guest.post(path, {**fields, "finding": guest.visit})
        assert answer.status_code in (404, 409, 422), answer.status_code
    page = await guest.browser.client.get(f"/desk/visit/{guest.visit}/documents")
    assert mark("kari", "dokument") not in page.text
