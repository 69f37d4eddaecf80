"""A condition made for some types, or for one resource, answers as the whole one does for them."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from innsyn.gate.specialising import named_in, of_one, of_types
from innsyn.record.condition import AllOf, AnyOf, Everything, FromCustodian, HasLabel, Not, Nothing, OfType, OneOf, RowFacts, holds

TYPES = ("Observation", "DocumentReference", "Condition")
IDS = ("a", "b")
NOW = datetime(2026, 11, 22, tzinfo=UTC)

atoms = st.one_of(
    st.just(Everything()),
    st.just(Nothing()),
    st.builds(OfType, st.frozensets(st.sampled_from(TYPES))),
    st.builds(OneOf, st.frozensets(st.sampled_from([f"{type_}/{id_}" for type_ in TYPES for id_ in IDS]))),
    st.builds(HasLabel, st.frozensets(st.sampled_from(("N", "R")))),
    st.builds(FromCustodian, st.frozensets(st.sampled_from(("1", "2")))),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(Not, inner), st.lists(inner, max_size=3).map(tuple).map(AllOf), st.lists(inner, max_size=3).map(tuple).map(AnyOf)
    ),
    max_leaves=8,
)
rows = st.builds(
    RowFacts,
    type=st.sampled_from(TYPES),
    id=st.sampled_from(IDS),
    custodian=st.sampled_from(("1", "2", None)),
    labels=st.frozensets(st.sampled_from(("N", "R"))),
    recorded_at=st.just(NOW),
    clinical_at=st.just(NOW),
)


@settings(max_examples=300, deadline=None)
@given(conditions, rows, st.frozensets(st.sampled_from(TYPES)))
def test_a_condition_made_for_some_types_answers_the_same_for_them(condition, row, others):
    assert holds(of_types(condition, others | {row.type}), row) is holds(condition, row)


@settings(max_examples=300, deadline=None)
@given(conditions, rows)
def test_a_condition_made_for_one_resource_answers_the_same_and_names_none(condition, row):
    small = of_one(of_types(condition, frozenset({row.type})), f"{row.type}/{row.id}")
    assert holds(small, row) is holds(condition, row)
    assert not named_in(small)


def test_what_is_decided_by_type_alone_is_not_asked_of_the_record():
    only_documents = AllOf((OfType(frozenset({"DocumentReference"})), HasLabel(frozenset({"N"}))))
    assert of_types(Not(only_documents), frozenset({"Observation"})) == Everything()
    assert of_types(only_documents, frozenset({"DocumentReference"})) == HasLabel(frozenset({"N"}))
