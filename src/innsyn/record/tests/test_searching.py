"""Searching one record: what is found by what, in which order, page by page."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from innsyn.kernel import systems
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything, HasLabel, Not
from innsyn.record.entry import Action
from innsyn.record.query import DateWithin, Query, ReferenceIs, TextHas, TokenIs
from innsyn.record.stored import SHARED, STALE
from innsyn.record.tests.samples import (
    LABORATORY,
    create,
    delete,
    document,
    entry,
    joined,
    logged,
    observation,
    patient,
    update,
    written,
)


async def search(record, owner, *clauses, types=("Observation",), narrow=None, stamp=None, **more):
    return await record.search(
        owner=owner, query=Query(types, clauses, **more), narrow=narrow or Everything(), stamp=stamp, entry=entry(Action.SEARCH)
    )


async def found_ids(record, owner, *clauses, **more):
    return [row.id for row in (await search(record, owner, *clauses, **more)).rows]


def instant(year, month=1, day=1):
    return datetime(year, month, day, tzinfo=UTC)


async def test_newest_comes_first_and_unknown_dates_last(record, owner):
    old, unknown, new = await written(
        record,
        owner,
        create(observation(at="2020-01-01")),
        create(observation(at=None)),
        create(observation(at="2024-01-01")),
    )
    assert await found_ids(record, owner) == [new.id, old.id, unknown.id]
    assert await found_ids(record, owner, order="oldest") == [old.id, new.id, unknown.id]
    assert await found_ids(record, owner, order="recorded") == [new.id, unknown.id, old.id]


async def test_several_types_are_one_list(record, owner):
    result, letter = await written(record, owner, create(observation(at="2024-01-01")), create(document()))
    assert await found_ids(record, owner, types=("Observation", "DocumentReference")) == [letter.id, result.id]
    assert await found_ids(record, owner, types=("Condition",)) == []


async def test_somebody_else_is_not_found(record, owner):
    await written(record, record.new_owner(), create(observation()))
    assert await found_ids(record, owner) == []


@pytest.mark.parametrize(
    ("clause", "is_found"),
    [
        (TokenIs("code", ((systems.LOINC, "718-7"),)), True),
        (TokenIs("code", (("urn:oid:2.16.840.1.113883.6.1", "718-7"),)), True),
        (TokenIs("code", ((None, "718-7"),)), True),
        (TokenIs("code", ((systems.LOINC, None),)), True),
        (TokenIs("code", ((systems.LOINC, "1-1"), (systems.LOINC, "718-7"))), True),
        (TokenIs("code", (("", "718-7"),)), False),
        (TokenIs("code", ((systems.SNOMED_CT, "718-7"),)), False),
        (TokenIs("code", ((systems.LOINC, "1-1"),)), False),
        (TokenIs("category", ((systems.LOINC, "718-7"),)), False),
        (TokenIs("code", ((systems.LOINC, "718-7"),), negated=True), False),
        (TokenIs("code", ((systems.LOINC, "1-1"),), negated=True), True),
        (TokenIs("code", ((None, None),)), False),
        (ReferenceIs("encounter", ("Encounter/e1",)), True),
        (ReferenceIs("encounter", ("Encounter/e2", "Encounter/e1")), True),
        (ReferenceIs("encounter", ("Encounter/e2",)), False),
        (ReferenceIs("performer", (f"{systems.HPR_NUMBER}|9000001",)), True),
        (ReferenceIs("performer", (f"{systems.HPR_NUMBER}|9000002",)), False),
        (ReferenceIs("performer", ("|9000001",)), False),
        (DateWithin("date", instant(2024, 5, 17), instant(2024, 5, 18)), True),
        (DateWithin("date", instant(2024), None), True),
        (DateWithin("date", None, instant(2024)), False),
        (DateWithin("date", instant(2024, 5, 18), None), False),
        (TextHas("value-string", "Bjørk og LØNN"), True),
        (TextHas("value-string", "bjork"), True),
        (TextHas("value-string", "lonn bjork"), True),
        (TextHas("value-string", "100%"), True),
        (TextHas("value-string", "1%0"), False),
        (TextHas("value-string", "gran"), False),
        (TextHas("value-string", "a\0b"), False),
    ],
)
async def test_a_clause_finds_what_it_says_and_nothing_else(record, owner, clause, is_found):
    body = observation(
        encounter={"reference": "Encounter/e1"},
        performer=[{"identifier": {"system": systems.HPR_NUMBER, "value": "9000001"}}],
        valueString="Allergi mot bjørk og lønn, 100%",
    )
    (stored,) = await written(record, owner, create(body))
    assert await found_ids(record, owner, clause) == ([stored.id] if is_found else [])


async def test_all_clauses_must_hold(record, owner):
    (stored, _) = await written(record, owner, create(observation("1-1")), create(observation("2-2")))
    laboratory = TokenIs("category", (LABORATORY,))
    assert await found_ids(record, owner, laboratory, TokenIs("code", ((systems.LOINC, "1-1"),))) == [stored.id]
    assert len(await found_ids(record, owner, laboratory)) == 2


async def test_ids_and_instants_of_recording_are_searched_too(record, owner):
    (first,) = await written(record, owner, create(observation()), at=instant(2026))
    (second,) = await written(record, owner, create(observation()), at=instant(2027))
    assert await found_ids(record, owner, TokenIs("_id", ((None, first.id),))) == [first.id]
    assert await found_ids(record, owner, TokenIs("_id", ((None, first.id),), negated=True)) == [second.id]
    assert await found_ids(record, owner, DateWithin("_lastUpdated", instant(2026, 6), None)) == [second.id]


async def test_only_the_version_that_stands_is_found(record, owner):
    (first, gone) = await written(record, owner, create(observation("1-1")), create(observation("1-1")))
    await written(record, owner, update(observation("2-2"), first.id), delete("Observation", gone.id))
    assert await found_ids(record, owner, TokenIs("code", ((systems.LOINC, "1-1"),))) == []
    assert await found_ids(record, owner, TokenIs("code", ((systems.LOINC, "2-2"),))) == [first.id]


async def test_what_is_narrowed_away_is_neither_found_nor_counted(record, owner):
    (seen, _) = await written(record, owner, create(document("N")), create(document("NORN_FFL")))
    narrow = Not(HasLabel(frozenset({"NORN_FFL"})))
    found = await search(record, owner, types=("DocumentReference",), narrow=narrow, with_total=True)
    assert ([row.id for row in found.rows], found.total) == ([seen.id], 1)
    assert (await search(record, owner, types=("DocumentReference",), with_total=True)).total == 2


async def test_the_log_knows_exactly_what_was_on_the_page(record, owner):
    versions = await written(record, owner, *[create(observation(at=f"2024-01-0{day}")) for day in range(1, 6)])
    await search(record, owner, count=2)
    newest = [version.row for version in reversed(versions)][:2]
    assert (await logged(record, owner))[-1] == ("search", "done", "Observation", (), tuple(newest))


async def test_a_search_that_finds_nothing_is_logged_too(record, owner):
    await search(record, owner, types=("Condition", "Observation"))
    assert await logged(record, owner) == [("search", "done", "Condition,Observation", (), ())]


async def test_an_old_stamp_finds_nothing_and_logs_nothing(record, owner):
    await written(record, owner, create(patient("06815015051")), create(observation()))
    before = await logged(record, owner)
    assert await search(record, owner, stamp=0) is STALE
    assert await logged(record, owner) == before
    assert len((await search(record, owner, stamp=1)).rows) == 1


async def pages(record, owner, between=None, **more):
    found, after = [], None
    while True:
        page = await search(record, owner, after=after, **more)
        found.append([row.id for row in page.rows])
        if (after := page.next) is None:
            return found
        if between is not None:
            await between()


@pytest.mark.parametrize("order", ["newest", "oldest", "recorded"])
async def test_pages_together_are_the_whole_list(record, owner, order):
    days = ["2024-01-01", "2024-01-01", None, "2023-05-05", "2024-01-01", None, "2025-12-31"]
    await written(record, owner, *[create(observation(at=day)) for day in days])
    whole = await found_ids(record, owner, order=order)
    for count in (1, 2, 3, 7, 8):
        found = await pages(record, owner, order=order, count=count)
        assert joined(found) == whole
        assert all(len(page) == count for page in found[:-1])


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_pages_lose_and_repeat_nothing_while_others_write(record, owner, order):
    days = ["2024-01-01", "2024-01-01", "2023-01-01", "2024-01-01", None, None]
    there = await written(record, owner, *[create(observation(at=day)) for day in days])

    async def meddle():
        await written(record, owner, create(observation(at="2030-01-01")), create(observation(at="2000-01-01")))
        await written(record, owner, *[update(observation(at=day), one.id) for one, day in zip(there, days, strict=True)])

    seen = joined(await pages(record, owner, between=meddle, order=order, count=2))
    ours = [id_ for id_ in seen if id_ in {one.id for one in there}]
    assert sorted(ours) == sorted(one.id for one in there)


async def test_a_position_of_another_search_or_tampered_with_is_a_problem(record, owner):
    await written(record, owner, *[create(observation()) for _ in range(3)])
    next_ = (await search(record, owner, count=1)).next
    tampered = next_[:-1] + ("A" if next_[-1] != "A" else "B")
    for wrong in (tampered, "", "x", "æ", "!" * 32, "A" * 32, next_ + "AAAA", next_[:-4]):
        assert isinstance(await search(record, owner, count=1, after=wrong), Problem)
    for elsewhere in ({"order": "oldest"}, {"types": ("Condition",)}):
        assert isinstance(await search(record, owner, after=next_, **elsewhere), Problem)
    assert isinstance(await search(record, record.new_owner(), after=next_), Problem)
    assert isinstance(await search(record, owner, TokenIs("code", ((None, "1"),)), after=next_), Problem)
    assert len((await search(record, owner, count=2, after=next_)).rows) == 2


async def test_a_page_is_never_larger_than_its_limit(record, owner):
    await written(record, owner, *[create(observation()) for _ in range(3)])
    assert len((await search(record, owner, count=0)).rows) == 0
    assert len((await search(record, owner, count=10_000)).rows) == 3


async def test_a_date_with_a_shorter_precision_overlaps_its_whole_span(record, owner):
    (stored,) = await written(record, owner, create(observation(at="2024-05")))
    almost = datetime(2024, 5, 31, 21, 59, tzinfo=UTC)
    assert await found_ids(record, owner, DateWithin("date", almost, None)) == [stored.id]
    assert await found_ids(record, owner, DateWithin("date", almost + timedelta(minutes=1), None)) == []


async def test_directories_are_searched_by_words_page_by_page_without_a_log(record):
    word = f"sykehus{record.new_owner()}"
    names = [f"{word} {number}" for number in range(3)]
    bodies = [json.dumps({"resourceType": "Organization", "name": name}).encode() for name in names]
    stored = await written(record, SHARED, *[create(body) for body in bodies])
    before = await logged(record, SHARED)
    query = Query(("Organization",), (TextHas("name", word),), count=2, order="recorded", with_total=True)
    first = await record.shared_search(query)
    second = await record.shared_search(replace(query, after=first.next))
    assert [row.id for row in first.rows + second.rows] == [one.id for one in reversed(stored)]
    assert (first.total, second.next) == (3, None)
    assert isinstance(await record.shared_search(replace(query, after="forged")), Problem)
    assert (await record.shared_search(Query(("Organization",), (TextHas("name", f"ikke {word}"),)))).rows == ()
    assert await logged(record, SHARED) == before


async def test_addresses_are_searched_as_tokens(record, owner):
    address = f"http://example.no/form/{owner}"
    profile = TokenIs("_profile", ((None, address),))
    body = observation(meta={"profile": [address]})
    (one,) = await written(record, owner, create(body))
    assert await found_ids(record, owner, profile) == [one.id]
    assert await found_ids(record, owner, TokenIs("_profile", ((None, "http://example.no/other"),))) == []
