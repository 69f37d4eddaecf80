"""HL7's own R4 examples, written through the interface and read again: every part comes back byte for byte, but for `id` and `meta`.

Whoever an example is about is there first, as in life: the example Patients, and bare ones for those that are only named.
"""

import json
from json.decoder import JSONDecoder
from pathlib import Path

import pytest
from tests.contracts.examples.test_every_example import EXCEPTIONS, example_files

from innsyn.fhir.compartment import patients_of

PARTS = 8
PASSES = 3
"""Some examples are about others: what follows its target comes in a later pass."""

NOT_WRITTEN = {one["file"]: one for one in json.loads(Path(__file__).with_name("not_written.json").read_text())}


@pytest.fixture(scope="session")
def examples():
    """The valid examples: name to bytes and parsed."""
    found = {path.name: path.read_bytes() for path in example_files() if path.name not in EXCEPTIONS}
    return {name: (received, json.loads(received)) for name, received in found.items()}


@pytest.fixture(scope="session")
async def written(api, examples, uncounted):
    """Everything written. Gives the refusals: name to status and what was said."""
    with uncounted():
        async with api.client() as journal:
            await _people(journal, examples)
            waiting, refused = dict(examples), {}
            for _ in range(PASSES):
                refused = {name: no for name, one in waiting.items() if (no := await _put(journal, *one)) is not None}
                waiting = {name: waiting[name] for name in refused}
            return refused


async def _people(journal, examples):
    named = {each.id for _, resource in examples.values() for each in patients_of(resource) if each.id and each.type == "Patient"}
    for id_ in sorted(named - {resource["id"] for _, resource in examples.values() if resource["resourceType"] == "Patient"}):
        assert (await journal.put(f"/Patient/{id_}", json={"resourceType": "Patient", "id": id_})).status_code in (200, 201)


async def _put(journal, received, resource):
    """Write one under its own id, or without one. Returns status and words of a refusal."""
    type_, id_ = resource["resourceType"], resource.get("id")
    headers = {"content-type": "application/fhir+json", "prefer": "return=minimal"}
    verb, address = ("PUT", f"/{type_}/{id_}") if id_ else ("POST", f"/{type_}")
    answer = await journal.request(verb, address, content=received, headers=headers)
    return None if answer.status_code in (200, 201) else (answer.status_code, answer.json()["issue"][0].get("diagnostics"))


def members(text):
    """Cut an object into its members' own characters, as they stand."""
    decoder, found, at = JSONDecoder(), {}, text.index("{") + 1
    while True:
        at = len(text) - len(text[at:].lstrip(" \t\r\n,"))
        if text[at] == "}":
            return found
        name, at = decoder.raw_decode(text, at)
        at = len(text) - len(text[at:].lstrip(" \t\r\n:"))
        _, end = decoder.raw_decode(text, at)
        found[name] = text[at:end]
        at = end


def test_every_example_is_written_but_for_those_listed(written):
    assert {name: list(no) for name, no in written.items()} == {name: [one["status"], one["said"]] for name, one in NOT_WRITTEN.items()}


def test_the_documentation_lists_the_same_ones_with_the_same_reasons():
    said = (Path(__file__).parents[3] / "docs" / "spec" / "examples.md").read_text(encoding="utf-8")
    assert all(f"| {one['file']} | {one['why']} |" in said for one in NOT_WRITTEN.values())


@pytest.mark.uncounted
@pytest.mark.parametrize("part", range(PARTS))
async def test_what_was_written_comes_back_byte_for_byte(api, examples, written, part):
    async with api.client() as journal:
        for name in [name for name in sorted(examples) if name not in written][part::PARTS]:
            received, resource = examples[name]
            if "id" not in resource:
                continue
            answer = await journal.get(f"/{resource['resourceType']}/{resource['id']}", headers={"accept-encoding": "identity"})
            assert answer.status_code == 200, name
            sent, came = members(received.decode("utf-8-sig")), members(answer.text)
            for each in (sent, came):
                each.pop("id", None), each.pop("meta", None)
            assert list(came.items()) == list(sent.items()), name
