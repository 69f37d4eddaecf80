"""Sorting one record by any parameter: in the right order, page by page, whatever is written meanwhile."""

import base64
import json

import pytest

from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything, HasLabel, Not
from innsyn.record.entry import Action
from innsyn.record.query import Query, SortBy, TokenIs
from innsyn.record.stored import SHARED, STALE
from innsyn.record.tests.samples import create, delete, document, entry, joined, logged, observation, update, written


async def search(record, owner, *clauses, types=("Observation",), narrow=None, stamp=None, **more):
    return await record.search(
        owner=owner, query=Query(types, clauses, **more), narrow=narrow or Everything(), stamp=stamp, entry=entry(Action.SEARCH)
    )


async def ids(record, owner, *by, **more):
    return [row.id for row in (await search(record, owner, sort=tuple(SortBy(*each) for each in by), **more)).rows]


def made_of(**parts):
    return create(observation(**parts))


VALUES = {
    "date": [{"at": "2020-01-01"}, {"at": "2021"}, {"at": "2021-05-01"}, {"at": None}],
    "value-string": [{"valueString": text} for text in ("Ærlig", "bjørk", "Lønn")] + [{}],
    "value-quantity": [{"valueQuantity": {"value": value}} for value in (-1.5, 2, 10)] + [{}],
    "status": [{"status": status} for status in ("amended", "final", "preliminary")],
    "encounter": [{"encounter": {"reference": f"Encounter/{number}"}} for number in (1, 2, 3)] + [{}],
    "_profile": [{"meta": {"profile": [f"http://a.no/{number}"]}} for number in (1, 2, 3)] + [{}],
}


@pytest.mark.parametrize("parameter", VALUES)
async def test_each_kind_of_parameter_sorts_with_what_lacks_it_last(record, owner, parameter):
    stored = await written(record, owner, *[made_of(**parts) for parts in VALUES[parameter]])
    has_none = VALUES[parameter][-1] in ({}, {"at": None})
    known, unknown = ([one.id for one in stored][:3], [one.id for one in stored][3:]) if has_none else ([one.id for one in stored], [])
    assert await ids(record, owner, (parameter,)) == known + unknown
    if parameter != "date":
        assert await ids(record, owner, (parameter, True)) == known[::-1] + unknown


async def test_of_several_values_the_first_in_the_wanted_order_counts(record, owner):
    wide = {"effectivePeriod": {"start": "2019-01-01", "end": "2030-01-01"}}
    stored = await written(record, owner, made_of(at="2020-01-01"), made_of(at=None, **wide), made_of(at="2025-01-01"))
    one, both, two = [each.id for each in stored]
    assert await ids(record, owner, ("date",)) == [both, one, two]
    assert await ids(record, owner, ("date", True)) == [both, two, one]


async def test_a_second_parameter_decides_among_equals_and_then_the_newest_is_first(record, owner):
    codes = [("2-2", "2020-01-01"), ("1-1", "2021-01-01"), ("1-1", "2020-01-01"), ("1-1", "2020-01-01")]
    stored = await written(record, owner, *[create(observation(code, at=at)) for code, at in codes])
    a, b, c, d = [one.id for one in stored]
    assert await ids(record, owner, ("code",), ("date", True)) == [b, d, c, a]
    assert await ids(record, owner, ("_lastUpdated",)) == [d, c, b, a]
    assert await ids(record, owner, ("_id",)) == sorted([a, b, c, d])


async def test_a_page_is_logged_as_any_other_and_nothing_else_is(record, owner):
    stored = await written(record, owner, *[made_of(valueString=text) for text in "bca"])
    found = await search(record, owner, sort=(SortBy("value-string"),), count=2, with_total=True)
    assert ([row.id for row in found.rows], found.total) == ([stored[2].id, stored[0].id], 3)
    shown = (await logged(record, owner))[-1]
    assert (shown[0], sorted(shown[4])) == ("search", sorted([stored[2].row, stored[0].row]))
    assert len(await logged(record, owner)) == 2
    nothing = await search(record, owner, types=("Condition",), sort=(SortBy("code"),), with_total=True)
    assert (nothing.rows, nothing.total, nothing.next) == ((), 0, None)
    assert len(await logged(record, owner)) == 3


async def test_pages_stand_still_while_others_write(record, owner):
    stored = await written(record, owner, *[made_of(valueString=text) for text in "bdfhj"])
    by = (SortBy("value-string"),)
    first = await search(record, owner, sort=by, count=2)
    shown_last, coming, gone = stored[1], stored[2], stored[3]
    await written(record, owner, update(observation(valueString="z"), shown_last.id), made_of(valueString="a"), made_of(valueString="e"))
    await written(record, owner, update(observation(valueString="f", status="amended"), coming.id), delete("Observation", gone.id))
    second = await search(record, owner, sort=by, count=10, after=first.next)
    assert [json.loads(row.body)["valueString"] for row in second.rows] == ["e", "f", "j"]


async def test_a_position_says_nothing_of_what_stood_there(record, owner):
    await written(record, owner, *[made_of(valueString=text) for text in ("hemmelig", "navn", "tekst")])
    found = await search(record, owner, sort=(SortBy("value-string"),), count=1)
    assert b"hemmelig" not in base64.urlsafe_b64decode(found.next + "==")


async def test_every_page_together_is_the_whole(record, owner):
    stored = await written(record, owner, *[made_of(valueString=text) for text in "aabbccde"], made_of())
    pages, after = [], None
    while True:
        found = await search(record, owner, sort=(SortBy("value-string", descending=True),), count=2, after=after)
        pages.append([row.id for row in found.rows])
        if (after := found.next) is None:
            break
    assert sorted(joined(pages)) == sorted(one.id for one in stored)
    assert joined(pages) == await ids(record, owner, ("value-string", True))


async def test_what_is_narrowed_away_moves_nothing(record, owner):
    narrow = Not(HasLabel(frozenset({"NORN_FFL"})))
    await written(record, owner, *[create(document("N", title=text)) for text in ("B", "D")])
    by = {"types": ("DocumentReference",), "sort": (SortBy("description"),), "narrow": narrow, "with_total": True, "count": 1}
    before = await search(record, owner, **by)
    await written(record, owner, *[create(document("NORN_FFL", title=text)) for text in ("A", "C")])
    assert await search(record, owner, **by) == before
    assert (await search(record, owner, after=before.next, **by)).next is None


async def test_an_old_decision_sorts_nothing(record, owner):
    await written(record, owner, made_of())
    assert await search(record, owner, sort=(SortBy("date"),), stamp=7) is STALE
    assert len(await logged(record, owner)) == 1


@pytest.mark.parametrize("parameter", ["code-value-quantity", "no-such", "_score", "x" * 100])
async def test_what_has_no_order_is_refused(record, owner, parameter):
    assert isinstance(await search(record, owner, sort=(SortBy(parameter),)), Problem)


async def test_directories_are_sorted_too(record):
    names = {f"{letter}-{record.new_owner()}": letter for letter in "bca"}
    code = str(record.new_owner())
    identifier = [{"system": "http://example.no/o", "value": code}]
    bodies = [json.dumps({"resourceType": "Organization", "name": name, "identifier": identifier}).encode() for name in names]
    await written(record, SHARED, *[create(body) for body in bodies])
    query = Query(("Organization",), (TokenIs("identifier", ((None, code),)),), sort=(SortBy("name"),), count=2)
    found = await record.shared_search(query)
    assert [json.loads(row.body)["name"][0] for row in found.rows] == ["a", "b"]
