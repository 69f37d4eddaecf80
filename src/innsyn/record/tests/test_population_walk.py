"""Searching over all patients without a listed term: a walk of the type, within given records, or in a record that an id names."""

from dataclasses import replace

import pytest

from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, AnyOf, Everything, FromCustodian, HasLabel, Not, Nothing, OfType
from innsyn.record.custodians import custodians_of
from innsyn.record.entry import Action
from innsyn.record.population_search import TOO_COSTLY
from innsyn.record.query import DateWithin, Missing, Query, ReferenceIs, SortBy, StringIs, TextHas, TokenIs
from innsyn.record.tests.samples import create, document, entry, joined, logged, observation, update, written

HOSPITAL, OTHER = "983971636", "974706490"


async def search(record, *clauses, narrow=None, **more):
    query = Query(more.pop("types", ("Observation",)), clauses, **more)
    return await record.search(owner=None, query=query, narrow=narrow or Everything(), stamp=None, entry=entry(Action.SEARCH))


async def pages(record, *clauses, **more):
    found, after = [], None
    while True:
        page = await search(record, *clauses, after=after, **more)
        found.append([row.id for row in page.rows])
        if (after := page.next) is None:
            return found


async def several(record, count, **how):
    """Write so many results of as many patients, the newest first."""
    made = []
    for number in range(count):
        body = observation(at=f"2024-05-{28 - number:02}", **how)
        custodian = (HOSPITAL, OTHER, None)[number % 3]
        made += await written(record, record.new_owner(), replace(create(body), custodian=custodian))
    return made


async def test_a_walk_finds_everything_newest_first_page_by_page(own_record):
    made = await several(own_record, 7)
    assert await pages(own_record, count=3) == [[one.id for one in made[start : start + 3]] for start in (0, 3, 6)]
    assert (await search(own_record, count=0, with_total=True)).total == 7


async def test_a_walk_passes_by_what_other_organisations_keep(own_record):
    made = await several(own_record, 6)
    narrow = FromCustodian(frozenset({HOSPITAL}))
    found = await search(own_record, narrow=narrow, with_total=True)
    assert ([row.id for row in found.rows], found.total) == ([made[0].id, made[3].id], 2)
    assert [len(await logged(own_record, one.owner)) for one in made] == [2, 1, 1, 2, 1, 1]


async def test_a_walk_beyond_its_budget_is_refused_and_logs_nothing(own_record):
    made = await several(own_record, 6, valueString="x")
    own_record._population._budget = 2
    assert await search(own_record, TextHas("value-string", "y")) == TOO_COSTLY
    assert await search(own_record, TextHas("value-string", "x"), count=5) == TOO_COSTLY
    assert await search(own_record, with_total=True, count=0) == TOO_COSTLY
    assert await search(own_record, with_total=True, count=1) == TOO_COSTLY
    assert [len(await logged(own_record, one.owner)) for one in made] == [1] * 6
    assert [row.id for row in (await search(own_record, count=2)).rows] == [made[0].id, made[1].id]


async def test_how_much_others_keep_is_not_told_by_a_refusal(own_record):
    made = await several(own_record, 6)
    own_record._population._budget = 3
    found = await search(own_record, narrow=FromCustodian(frozenset({OTHER})), with_total=True)
    assert ([row.id for row in found.rows], found.total) == ([made[1].id, made[4].id], 2)


async def test_given_records_are_searched_alone(record):
    one, two, three = [(await written(record, record.new_owner(), create(observation(at=f"2024-05-0{day}"))))[0] for day in (1, 2, 3)]
    found = await search(record, owners=(one.owner, three.owner), with_total=True)
    assert ([row.id for row in found.rows], found.total) == ([three.id, one.id], 2)
    assert [len(await logged(record, each.owner)) for each in (one, two, three)] == [2, 1, 2]
    assert (await search(record, owners=())).rows == ()


async def test_an_id_is_looked_for_in_its_own_record(record):
    (ours,) = await written(record, record.new_owner(), create(observation()))
    (theirs,) = await written(record, record.new_owner(), update(observation(), f"sent-{ours.owner}"))
    found = await search(record, TokenIs("_id", ((None, ours.id), (None, theirs.id), (None, "nobody"))))
    assert {row.id for row in found.rows} == {ours.id, theirs.id}
    assert (await search(record, TokenIs("_id", ((None, "nobody"),)))).rows == ()


async def test_a_reference_inside_a_record_is_found_from_outside(record):
    owner = record.new_owner()
    (first,) = await written(record, owner, create(observation()))
    target = {"reference": f"Observation/{first.id}"}
    (within,) = await written(record, owner, create(observation(hasMember=[target])))
    (outside,) = await written(record, record.new_owner(), create(observation(hasMember=[target])))
    found = await search(record, ReferenceIs("has-member", (f"Observation/{first.id}",)), with_total=True)
    assert ({row.id for row in found.rows}, found.total) == ({within.id, outside.id}, 2)


async def test_a_canonical_address_is_found_with_and_without_its_version(record):
    url = f"http://example.no/Questionnaire/{record.new_owner()}"
    body = observation(instantiatesCanonical="x", basedOn=[{"reference": f"{url}|2"}])
    (stored,) = await written(record, record.new_owner(), create(body))
    for target, is_found in ((url, True), (f"{url}|2", True), (f"{url}|3", False)):
        assert bool((await search(record, ReferenceIs("based-on", (target,)))).rows) is is_found, target
    assert stored


@pytest.mark.parametrize("descending", [False, True])
async def test_a_sorted_search_over_all_patients_is_paged_in_its_order(own_record, descending):
    made = await several(own_record, 5)
    order = [one.id for one in (made if descending else reversed(made))]
    assert joined(await pages(own_record, sort=(SortBy("date", descending),), count=2)) == order
    narrow = FromCustodian(frozenset({HOSPITAL}))
    found = await search(own_record, sort=(SortBy("date", descending),), narrow=narrow, with_total=True)
    assert (len(found.rows), found.total) == (2, 2)
    assert len(await logged(own_record, made[1].owner)) == 2


async def test_what_is_narrowed_away_tells_nothing_through_total_missing_or_sort(own_record):
    narrow = Not(HasLabel(frozenset({"NORN_FFL"})))
    hidden = document("NORN_FFL", title="Aa hemmelig")
    (seen,) = await written(own_record, own_record.new_owner(), create(document("N", title="Bb")))
    asked = [
        {"with_total": True},
        {"with_total": True, "sort": (SortBy("description"),)},
        {"with_total": True, "sort": (SortBy("description"),), "count": 1},
    ]
    clauses = [(), (Missing("description", False),), (StringIs("description", ("a",)),), (DateWithin("_lastUpdated", None, None),)]

    async def answers():
        return [
            await search(own_record, *clause, types=("DocumentReference",), narrow=narrow, **more) for clause in clauses for more in asked
        ]

    before = await answers()
    await written(own_record, own_record.new_owner(), create(hidden))
    await written(own_record, seen.owner, create(hidden))
    assert await answers() == before


@pytest.mark.parametrize(
    ("condition", "custodians"),
    [
        (Everything(), None),
        (Nothing(), frozenset()),
        (FromCustodian(frozenset({HOSPITAL})), {HOSPITAL}),
        (AllOf((Not(HasLabel(frozenset({"N"}))), FromCustodian(frozenset({HOSPITAL})))), {HOSPITAL}),
        (AllOf((FromCustodian(frozenset({OTHER})), FromCustodian(frozenset({HOSPITAL, OTHER})))), {OTHER}),
        (AnyOf((FromCustodian(frozenset({HOSPITAL})), FromCustodian(frozenset({OTHER})))), {HOSPITAL, OTHER}),
        (AnyOf((FromCustodian(frozenset({HOSPITAL})), HasLabel(frozenset({"N"})))), None),
        (AnyOf((FromCustodian(frozenset({HOSPITAL})), OfType(frozenset({"Patient"})))), {HOSPITAL}),
        (AnyOf((FromCustodian(frozenset({HOSPITAL})), OfType(frozenset({"Observation"})))), None),
        (Not(FromCustodian(frozenset({HOSPITAL}))), None),
    ],
)
def test_a_condition_says_whose_resources_alone_it_can_hold_for(condition, custodians):
    assert custodians_of(condition, "Observation") == custodians


async def test_a_forged_position_is_refused(record):
    for sort in ((), (SortBy("date"),)):
        assert isinstance(await search(record, after="forged", sort=sort), Problem)


async def test_a_position_of_one_order_is_none_of_another(own_record):
    await several(own_record, 3)
    first = await search(own_record, sort=(SortBy("date"),), count=1)
    assert isinstance(await search(own_record, sort=(SortBy("date", descending=True),), after=first.next), Problem)
    assert isinstance(await search(own_record, after=first.next), Problem)
