"""A search comes page by page: links that say nothing, work once more, and are good for one client and one search."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from innsyn.edge.fhir_api.search import SearchAnswer, searchset
from innsyn.edge.fhir_api.search.tests.samples import BASE, after_base, link, matches, observation
from innsyn.gate.tests.samples import OTHER_TRUST
from innsyn.kernel.systems import PERSON_NUMBER


@pytest.fixture(scope="session")
async def pia(search_world):
    """A patient with seven observations, one for each day."""
    owner, id_, number = await search_world.arrives(name="Pia Paginert")
    days = [observation(id_, value=100 + day, effectiveDateTime=f"2026-05-0{day}T12:00:00Z") for day in range(1, 8)]
    stored = await search_world.puts(owner, *days)
    return {"owner": owner, "id": id_, "number": number, "obs": [one.id for one in stored]}


async def test_pages_together_are_the_whole_list_once_and_in_order(search_world, pia):
    pages = await search_world.pages(f"Observation?patient={pia['id']}&_count=3")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [id_ for page in pages for id_ in page] == pia["obs"][::-1]


async def test_pages_can_be_sorted_by_any_parameter(search_world, pia):
    pages = await search_world.pages(f"Observation?patient={pia['id']}&_count=3&_sort=value-quantity")
    assert [id_ for page in pages for id_ in page] == pia["obs"]


async def test_pages_are_stable_while_others_write(search_world):
    owner, id_, _ = await search_world.arrives()
    stored = await search_world.puts(owner, *[observation(id_, value=n, effectiveDateTime=f"2026-05-0{n}") for n in range(1, 6)])
    first = await search_world.bundle(f"Observation?patient={id_}&_count=2")
    await search_world.puts(owner, observation(id_, value=9, effectiveDateTime="2026-06-01"))
    rest = await search_world.pages(after_base(link(first, "next")))
    assert [*matches(first), *(one for page in rest for one in page)] == [one.id for one in stored][::-1]


async def test_pages_of_a_chain_are_stable_while_others_write_at_its_other_end(search_world):
    owner, id_, _ = await search_world.arrives(name="Kjersti Kjedet")
    stored = await search_world.puts(owner, *[observation(id_, "ch-1", n, effectiveDateTime=f"2026-05-0{n}") for n in range(1, 6)])
    first = await search_world.bundle("Observation?code=ch-1&patient.name:contains=Kjedet&_count=2")
    another, other_id, _ = await search_world.arrives(name="Kåre Kjedet")
    (late,) = await search_world.puts(another, observation(other_id, "ch-1", 9, effectiveDateTime="2026-05-02T12:00:00Z"))
    rest = await search_world.pages(after_base(link(first, "next")))
    found = [*matches(first), *(one for page in rest for one in page)]
    assert found == [*(one.id for one in stored[:1:-1]), late.id, stored[1].id, stored[0].id]


async def test_the_last_page_has_no_next(search_world, pia):
    assert link(await search_world.bundle(f"Observation?patient={pia['id']}&_count=7"), "next") is None


async def test_the_self_link_says_what_was_processed(search_world, pia):
    bundle = await search_world.bundle(f"Observation?patient={pia['id']}&shoe-size=42&_count=5")
    assert link(bundle, "self") == f"{BASE}/Observation?patient={pia['id']}&_count=5"
    (told,) = [one["resource"] for one in bundle["entry"] if one["search"]["mode"] == "outcome"]
    assert "shoe-size" in told["issue"][0]["diagnostics"]


async def test_a_posted_criterion_stands_in_no_link(search_world, pia):
    form = [("patient.identifier", f"{PERSON_NUMBER}|{pia['number']}"), ("_count", "2")]
    bundle = await search_world.bundle("Observation/_search", form=form)
    for relation in ("self", "next"):
        assert list(parse_qs(urlsplit(link(bundle, relation)).query)) == ["_page"]
        assert pia["number"] not in link(bundle, relation)
    pages = await search_world.pages(after_base(link(bundle, "self")))
    assert [id_ for page in pages for id_ in page] == pia["obs"][::-1]


async def test_the_format_is_kept_from_page_to_page(search_world, pia):
    bundle = await search_world.bundle(f"Observation?patient={pia['id']}&_count=5&_format=json")
    assert parse_qs(urlsplit(link(bundle, "next")).query)["_format"] == ["json"]


async def test_a_page_link_of_another_client_is_refused(search_world, pia):
    url = after_base(link(await search_world.bundle(f"Observation?patient={pia['id']}&_count=5"), "next"))
    for stranger in (await search_world.client(OTHER_TRUST), await search_world.client(name="Et annet system")):
        (problem,) = await search_world.asks(url, client=stranger)
        assert problem.path == "_page"


@pytest.mark.parametrize("change", ["drop", "flip", "grow", "other path", "nonsense", "empty", "more criteria"])
async def test_an_altered_page_link_is_refused(search_world, pia, change):
    url = after_base(link(await search_world.bundle(f"Observation?patient={pia['id']}&_count=5"), "next"))
    altered = {
        "drop": url[:-4],
        "flip": url[:-20] + ("A" if url[-20] != "A" else "B") + url[-19:],
        "grow": url + "AAAA",
        "other path": url.replace("Observation?", "Condition?"),
        "nonsense": "Observation?_page=…",
        "empty": "Observation?_page=AAAA",
        "more criteria": url + "&status=final",
    }[change]
    (problem,) = await search_world.asks(altered)
    assert problem.path == "_page"


async def test_a_total_is_told_when_asked_for_and_not_otherwise(search_world, pia):
    assert "total" not in await search_world.bundle(f"Observation?patient={pia['id']}&_count=2")
    assert (await search_world.bundle(f"Observation?patient={pia['id']}&_count=2&_total=accurate"))["total"] == 7


@pytest.mark.parametrize("asked", ["_summary=count", "_count=0"])
async def test_only_the_count_is_told_when_only_that_is_asked(search_world, pia, asked):
    bundle = await search_world.bundle(f"Observation?patient={pia['id']}&{asked}")
    assert (bundle["total"], bundle.get("entry"), link(bundle, "next")) == (7, None, None)


async def test_the_stored_bytes_are_shown_letter_by_letter(search_world, pia):
    owner, id_ = pia["owner"], pia["id"]
    from innsyn.gate.values import Write

    body = json.dumps(observation(id_, "7-7")).replace('"value": 120', '"value":   120.00').encode()
    await search_world.writes(owner, [Write("create", "Observation", body)])
    answer = await search_world.asks(f"Observation?patient={id_}&code=7-7")
    assert isinstance(answer, SearchAnswer)
    assert b'"value":   120.00' in searchset(answer)
    (stored,) = answer.matches
    await search_world.writes(owner, [Write("delete", "Observation", id=stored.id)])


async def test_a_compartment_is_searched_in_one_type_or_in_all(search_world, pia):
    assert set(await search_world.ids(f"Patient/{pia['id']}/Observation")) == set(pia["obs"])
    assert set(await search_world.ids(f"Patient/{pia['id']}/*")) == {pia["id"], *pia["obs"]}
    assert set(await search_world.ids(f"Patient/{pia['id']}/*?_type=Patient")) == {pia["id"]}
    assert await search_world.ids(f"Patient/{pia['id']}/Condition") == []


async def test_directories_are_in_nobodys_compartment(search_world, pia):
    assert await search_world.ids(f"Patient/{pia['id']}/Practitioner?_total=accurate") == []
    assert await search_world.ids("Practitioner?_id=nina") == ["nina"]


async def test_several_types_are_searched_one_after_another(search_world, pia):
    found = await search_world.pages(f"?_type=Patient,Observation&_id={pia['id']},{pia['obs'][0]}&_count=1")
    assert found == [[pia["id"]], [pia["obs"][0]]]
    (problem,) = await search_world.asks("?_lastUpdated=gt2020")
    assert problem.code == "too-costly"
