"""read, vread and their conditions, with every no beside the yes."""

import json

import pytest

from innsyn.gate.tests.samples import a_number, create, document, patient

JSON, XML = "application/fhir+json", "application/fhir+xml"


@pytest.fixture
async def paper(world):
    """A document of this organisation's own, in a record of its own."""
    owner = await world.moves_in()
    return (await world.writes(owner, [create(document("Epikrise"))]))[0]


def issue(answer):
    """The first issue of an OperationOutcome."""
    outcome = answer.json()
    assert outcome["resourceType"] == "OperationOutcome"
    return outcome["issue"][0]


async def test_what_is_kept_is_read_as_it_stands(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}")
    assert answer.status_code == 200
    assert answer.content == paper.body
    assert answer.headers["etag"] == 'W/"1"'
    assert answer.headers["content-type"] == f"{JSON}; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "last-modified" in answer.headers


async def test_head_says_the_same_without_the_body(journal, paper):
    answer = await journal.head(f"/DocumentReference/{paper.id}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(paper.body)


async def test_same_resource_is_read_as_xml(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", headers={"accept": XML})
    assert answer.headers["content-type"] == f"{XML}; charset=utf-8"
    assert b'<DocumentReference xmlns="http://hl7.org/fhir">' in answer.content


async def test_format_parameter_asks_for_xml(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", params={"_format": "xml"})
    assert answer.content.startswith(b"<")


async def test_indented_json_is_given(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", params={"_pretty": "true"})
    assert b'\n  "' in answer.content
    assert answer.json() == json.loads(paper.body)


async def test_unknown_format_is_refused(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", headers={"accept": "text/html"})
    assert (answer.status_code, issue(answer)["code"]) == (406, "not-supported")


async def test_known_version_is_not_sent_again(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", headers={"if-none-match": 'W/"1"'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == 'W/"1"'


async def test_unchanged_since_is_not_sent_again(journal, paper):
    first = await journal.get(f"/DocumentReference/{paper.id}")
    answer = await journal.get(f"/DocumentReference/{paper.id}", headers={"if-modified-since": first.headers["last-modified"]})
    assert answer.status_code == 304


async def test_other_version_is_sent(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", headers={"if-none-match": 'W/"7"'})
    assert answer.status_code == 200


async def test_version_is_read(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}/_history/1")
    assert answer.content == paper.body


@pytest.mark.parametrize("version", ["2", "0", "01", "abc", "99999999999999999999"])
async def test_version_that_is_not_there_is_absent(journal, paper, version):
    answer = await journal.get(f"/DocumentReference/{paper.id}/_history/{version}")
    assert (answer.status_code, issue(answer)["code"]) == (404, "not-found")


async def test_what_nobody_has_is_absent(journal):
    answer = await journal.get("/DocumentReference/nobody-has-this")
    assert (answer.status_code, issue(answer)["code"]) == (404, "not-found")


async def test_deleted_is_gone(journal, paper):
    assert (await journal.delete(f"/DocumentReference/{paper.id}")).status_code == 204
    answer = await journal.get(f"/DocumentReference/{paper.id}")
    assert (answer.status_code, issue(answer)["code"]) == (410, "deleted")
    assert answer.headers["etag"] == 'W/"2"'


async def test_deleted_still_has_its_versions(journal, paper):
    await journal.delete(f"/DocumentReference/{paper.id}")
    assert (await journal.get(f"/DocumentReference/{paper.id}/_history/1")).status_code == 200
    assert (await journal.get(f"/DocumentReference/{paper.id}/_history/2")).status_code == 410


async def test_other_organisations_resource_is_exactly_absent(other, paper):
    hidden = await other.get(f"/DocumentReference/{paper.id}")
    absent = await other.get("/DocumentReference/nobody-has-this")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert dict(hidden.headers) == dict(absent.headers)


async def test_other_organisations_version_is_exactly_absent(other, paper):
    hidden = await other.get(f"/DocumentReference/{paper.id}/_history/1")
    assert (hidden.status_code, hidden.content) == (404, (await other.get("/DocumentReference/x/_history/1")).content)


async def test_other_organisations_deleted_resource_is_exactly_absent(journal, other, paper):
    await journal.delete(f"/DocumentReference/{paper.id}")
    hidden = await other.get(f"/DocumentReference/{paper.id}")
    assert (hidden.status_code, hidden.content) == (404, (await other.get("/DocumentReference/x")).content)


async def test_patient_is_found_and_read(journal, world):
    number = a_number()
    made = await journal.post("/Patient", json=patient(number), headers={"content-type": JSON})
    assert made.status_code == 201, made.text
    assert (await journal.get(f"/Patient/{made.json()['id']}")).status_code == 200


async def test_summary_and_elements_cut_a_resource_down(journal, paper):
    cut = (await journal.get(f"/DocumentReference/{paper.id}", params={"_elements": "status"})).json()
    assert "description" not in cut
    assert "SUBSETTED" in json.dumps(cut["meta"]["tag"])


async def test_count_is_no_summary_of_one_resource(journal, paper):
    answer = await journal.get(f"/DocumentReference/{paper.id}", params={"_summary": "count"})
    assert (answer.status_code, issue(answer)["code"]) == (400, "value")


async def test_directory_is_read(journal):
    answer = await journal.get("/Organization/fjord")
    assert (answer.status_code, answer.json()["name"]) == (200, "Fjordby sykehus")
