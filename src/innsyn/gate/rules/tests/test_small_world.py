"""An exhaustive small world: every visitor beside every resource, against a table written without looking at the rules.

`decide` and `narrow` are compared on the way: they may never disagree. For each yes one fact is changed, and then it is a no.
"""

from dataclasses import replace

import pytest

from innsyn.gate.decide import decide, narrow
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.situation import HOSPITAL, Situation, case_of
from innsyn.gate.rules.tests import table
from innsyn.gate.rules.tests.comparing import ACTS, CLOSED, Comparison, told
from innsyn.gate.rules.tests.shelf import Shelf
from innsyn.gate.rules.tests.table_of_kinds import AREA, CLOSES_TO_CITIZENS, DRAFT_COMPOSITION, DRAFT_DOCUMENT, WITHHOLDING
from innsyn.gate.rules.tests.things import ERROR, UNVERIFIED, shelf
from innsyn.gate.rules.tests.visiting_citizens import NOT_HERS, NOT_THE_PARENT, children, decisions, delays, own_records
from innsyn.gate.rules.tests.visiting_personnel import NO_NEED, NOT_TREATING, comers, patients_of_personnel, shielding_patients
from innsyn.gate.rules.tests.visiting_representatives import NO_GUARDIAN, NO_POWER, givers, labelled_records, wards
from innsyn.gate.rules.tests.visiting_systems import NO_SYSTEM, patients_of_systems, shielded_from_systems, systems

WORLDS = {
    "her own record": (own_records, NOT_HERS),
    "a child's record": (children, NOT_THE_PARENT),
    "what is withheld or wished hidden": (decisions, CLOSED),
    "what is newly signed": (delays, CLOSED),
    "a ward's record": (wards, NO_GUARDIAN),
    "a giver's record": (givers, NO_POWER),
    "a record closed whole": (labelled_records, CLOSED),
    "a record personnel come to": (comers, NOT_TREATING),
    "a shielded record": (shielding_patients, NO_NEED),
    "any patient's record, to personnel": (patients_of_personnel, NO_NEED),
    "a record systems come to": (systems, NO_SYSTEM),
    "a record shielded from systems": (shielded_from_systems, NO_SYSTEM),
    "any patient's record, to systems": (patients_of_systems, NO_SYSTEM),
}
"""Who comes, and the single facts each of which turns every yes of theirs into a no."""

WIDEST = {
    "self": Situation(),
    "parent": Situation(role="parent", born="2014-11-23"),
    "guardian": Situation(role="guardian"),
    "attorney": Situation(role="attorney", grant=tuple(AREA)),
    "staff": Situation(role="staff"),
}
"""The visitor of each role who sees most."""

CLOSING_CITIZENS = [
    *({"labels": (code,)} for code in sorted(CLOSES_TO_CITIZENS)),
    *({"labels": ("NORN_NEW",)}, {"labels": ("N", WITHHOLDING)}, {"token": ERROR}, {"token": UNVERIFIED}, {"type": "Binary"}),
    *({"type": "DocumentReference", "token": DRAFT_DOCUMENT}, {"type": "Composition", "token": DRAFT_COMPOSITION}),
]
CLOSING = {
    "self": CLOSING_CITIZENS,
    "parent": [*CLOSING_CITIZENS, {"labels": ("NORN_FORANS",)}, {"type": "RelatedPerson"}],
    "guardian": [*CLOSING_CITIZENS, {"labels": ("NORN_FORANS",)}, {"type": "Consent", "token": None}],
    "attorney": [*CLOSING_CITIZENS, {"type": "Basic"}, {"type": "Task", "token": None}],
    "staff": [{"labels": ("NORS",)}, {"labels": ("NORN_NEW",)}, {"type": "Binary"}],
}
"""Facts about a resource, each of which turns a yes into a no for this role."""


@pytest.mark.uncounted
@pytest.mark.parametrize("world", WORLDS)
def test_everybody_sees_and_writes_exactly_what_the_table_says(world):
    visitors, neighbours = WORLDS[world]
    comparison = Comparison().compare(visitors(), neighbours)
    assert comparison.wrong[:3] == []
    assert comparison.neighbours == comparison.yes > 0


def test_the_small_world_holds_tens_of_millions_of_situations(record_property):
    count = sum(len(list(visitors())) for visitors, _ in WORLDS.values()) * len(shelf().rows) * len(ACTS)
    record_property("situations", count)
    assert count > 45_000_000, count


@pytest.mark.uncounted
@pytest.mark.parametrize("role", WIDEST)
def test_one_fact_about_a_resource_turns_a_yes_into_a_no(role):
    who = WIDEST[role]
    seen = shelf().chosen(table.read(who, shelf()))[::5]
    narrowed = narrow(case_of(who), "read")
    assert len(seen) > 60
    for change in CLOSING[role]:
        changed = Shelf([replace(thing, **change) for thing in seen])
        assert changed.where(narrowed) == table.read(who, changed) == 0, change


def test_every_example_of_a_rule_is_answered_as_the_table_says():
    for rule in RULES:
        for situation in (vector.situation for vector in rule.vectors):
            one = Shelf([situation])
            decision = decide(case_of(situation), situation.act, one.rows[0])
            assert decision.allowed == bool(ACTS[situation.act](situation, one)), (rule.key, told(situation))


def test_a_table_that_says_otherwise_is_seen():
    who = Situation(role="parent", born="2014-11-22", graded=(HOSPITAL,))
    sound = Comparison().compare([who])
    assert (sound.wrong, sound.tried) == ([], 2 * len(shelf().rows))
    kept, ACTS["read"] = ACTS["read"], lambda who, shelf: table.read(who, shelf) | shelf.of_type("Communication")
    try:
        assert Comparison().compare([who]).wrong
    finally:
        ACTS["read"] = kept
