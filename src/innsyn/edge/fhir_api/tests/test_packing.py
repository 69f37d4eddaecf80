"""Who takes gzip, and which answers are packed."""

import gzip

import pytest

from innsyn.edge.fhir_api.packing import LARGE, packed, takes_gzip
from innsyn.gate.tests.samples import a_number, patient

FHIR = {"content-type": "application/fhir+json"}


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("br, GZIP ;q=0.1", True),
        ("x-gzip", True),
        ("*", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=rabbit", False),
        ("gzipped", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(header, takes):
    assert takes_gzip(header) is takes


def test_what_is_packed_comes_out_again():
    assert gzip.decompress(packed(b"0.40" * 9000)) == b"0.40" * 9000


@pytest.fixture
async def full(journal):
    """A patient with a long record."""
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    note = [{"text": f"{at:040}"} for at in range(400)]
    about = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "subject": {"reference": f"Patient/{kari['id']}"}}
    stored = (await journal.post("/Observation", json={**about, "note": note}, headers=FHIR)).json()
    return kari["id"], stored["id"]


@pytest.mark.parametrize(
    "address", ["/Observation?patient={0}", "/Patient/{0}/Observation", "/Patient/{0}/$everything", "/Observation/{1}/_history"]
)
async def test_large_answer_of_many_is_packed_for_who_takes_it(journal, full, address):
    answer = await journal.get(address.format(*full))
    plain = await journal.get(address.format(*full), headers={"accept-encoding": "identity"})
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "accept-encoding")
    assert int(answer.headers["content-length"]) * 3 < int(plain.headers["content-length"])
    assert answer.json()["entry"] == plain.json()["entry"]
    assert "content-encoding" not in plain.headers


async def test_small_answer_goes_out_as_it_is(journal, full):
    answer = await journal.get("/Patient", params={"_id": full[0]})
    assert len(answer.content) < LARGE
    assert "content-encoding" not in answer.headers
