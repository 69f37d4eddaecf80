"""Every pattern marks its examples and not their neighbours, and what is unknown marks nothing."""

from dataclasses import fields, replace

import pytest

from innsyn.gate.log.patterns import PATTERNS, Occasion, is_notified, marks_of

NAMED = [pytest.param(pattern, id=pattern.key) for pattern in PATTERNS]


@pytest.mark.parametrize("pattern", NAMED)
def test_a_pattern_marks_its_examples_and_not_their_neighbours(pattern):
    assert pattern.yes
    assert len(pattern.no) >= 2
    assert [example for example in pattern.yes if not pattern.marks(example)] == []
    assert [example for example in pattern.no if pattern.marks(example)] == []


@pytest.mark.parametrize("pattern", NAMED)
def test_a_pattern_says_what_it_rests_on(pattern):
    assert any(word in pattern.reason for word in ("loven", "Tillitsrammeverk", "EHDS"))


def test_what_is_unknown_marks_nothing():
    unknown = {
        field.name: None for field in fields(Occasion) if field.name.startswith(("same", "is_colleague", "in_a", "is_followed", "has_e"))
    }
    assert len(unknown) == 6
    assert marks_of(Occasion(is_emergency=True, did_nothing=True, **unknown)) == ()
    assert marks_of(Occasion(kind="relative", role="attorney", **unknown)) == ()


def test_an_access_may_be_marked_for_several_things_in_their_order():
    access = Occasion(same_name=True, is_colleague=True, is_self_authorised=True)
    assert marks_of(access) == ("same-name", "colleague", "no-contact")


@pytest.mark.parametrize("pattern", [one for one in NAMED if one.values[0].key != "power-ended"])
def test_only_personnel_in_their_ordinary_work_are_marked(pattern):
    for example in pattern.yes:
        for other in ({"kind": "self"}, {"kind": "system"}, {"state": "refused"}, {"state": "found"}, {"is_office": True}):
            assert not pattern.marks(replace(example, **other)), other


def test_weak_signs_alone_are_not_told():
    assert not is_notified(("no-contact",))
    assert not is_notified(("power-ended",))
    assert not is_notified(())
    assert is_notified(("no-contact", "night"))
    assert is_notified(("colleague",))


def test_no_two_patterns_share_a_key():
    assert len({pattern.key for pattern in PATTERNS}) == len(PATTERNS)
