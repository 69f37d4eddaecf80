"""A unit's documents are read as what they are, and what cannot be read is said with its place and without its values."""

import pytest

from innsyn.edge.loading.documents import Part, parts_of
from innsyn.edge.loading.outcome import Refusal
from innsyn.edge.loading.tests.samples import a_unit, text

PATIENT = {"resourceType": "Patient", "id": "ola"}
POST = {"resource": PATIENT, "request": {"method": "POST", "url": "Patient"}}


def read(*documents, **more):
    return list(parts_of(a_unit(*documents, **more), "a.json"))


@pytest.mark.parametrize("kind", ["transaction", "batch", "collection", "searchset"])
def test_bundles_of_requests_and_of_resources_are_read(kind):
    (part,) = read(text(POST, kind=kind))
    assert part.bundle.type == ("collection" if kind == "searchset" else kind)
    assert [entry.type for entry in part.bundle.entries] == ["Patient"]


@pytest.mark.parametrize("kind", ["document", "message", "history", "nonsense", None])
def test_other_bundles_are_refused(kind):
    (refusal,) = read(text(POST, kind=kind))
    assert (refusal.code, refusal.path) == ("not-supported", "Bundle.type")


def test_a_resource_alone_is_read_and_several_become_one_part():
    (part,) = read(PATIENT, PATIENT | {"id": "kari"}, is_lines=True)
    assert [entry.url for entry in part.bundle.entries] == ["Patient/ola", "Patient/kari"]
    assert part.lines == (1, 2)


def test_bundles_among_lines_stand_alone_and_know_their_line():
    bundle, alone = read(PATIENT, text(POST), is_lines=True)
    assert (bundle.line, bundle.lines, alone.lines) == (2, (), (1,))


@pytest.mark.parametrize(
    "broken", [b"{", b"[]", b'{"a":1}', b'\xef\xbb\xbf{"resourceType":"Patient"}', b"\xff", b'{"resourceType":"Patient",' * 2]
)
def test_what_is_no_resource_is_refused_with_its_line(broken):
    refusal, part = read(broken, PATIENT, is_lines=True)
    assert (refusal.code, refusal.file, refusal.line) == ("structure", "a.json", 1)
    assert isinstance(part, Part)


def test_a_transaction_that_cannot_be_read_tells_every_fault():
    refusals = read(text({"request": {}}, {"resource": PATIENT}))
    assert all(isinstance(each, Refusal) for each in refusals)
    assert len(refusals) == 2
