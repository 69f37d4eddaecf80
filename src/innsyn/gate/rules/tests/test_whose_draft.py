"""Whose a draft becomes when it is begun: her own of the young and of powers for some places only, everybody's who acts for her else."""

from dataclasses import replace

import pytest

from innsyn.gate.rules.own_drafts import keeps_own_drafts
from innsyn.gate.rules.relations import Grant
from innsyn.gate.rules.situation import HOSPITAL, Situation, case_of

HERE, EVERYWHERE = frozenset({HOSPITAL}), frozenset()


@pytest.mark.parametrize(
    ("born", "more", "is_own"),
    [
        ("2014-11-22", {}, True),
        ("2010-11-23", {}, True),
        ("2010-11-22", {}, False),
        ("2014-11-23", {}, False),
        ("2014-11-22", {"own": False}, False),
        ("2014-11-23", {"role": "parent"}, False),
        ("1980-02-03", {"role": "guardian"}, False),
        ("1980-02-03", {"role": "attorney", "grant": ("dialogue",), "grant_from": (HOSPITAL,)}, True),
        ("1980-02-03", {"role": "guardian", "grant": ("dialogue",), "grant_from": (HOSPITAL,)}, False),
        ("1980-02-03", {"role": "attorney", "grant": ("dialogue",), "grant_from": (HOSPITAL,), "actor_adult": False}, False),
    ],
)
def test_the_young_and_powers_for_some_places_draft_for_themselves(born, more, is_own):
    assert keeps_own_drafts(case_of(Situation(born=born, **more)), "e-contact") is is_own


@pytest.mark.parametrize(
    ("dialogue", "medicines", "message", "renewal"),
    [
        (EVERYWHERE, EVERYWHERE, False, False),
        (EVERYWHERE, HERE, False, True),
        (HERE, EVERYWHERE, True, True),
        (HERE, HERE, True, True),
    ],
)
def test_a_renewal_is_her_own_where_medicines_are_of_some_places_only(dialogue, medicines, message, renewal):
    case = case_of(Situation(role="attorney"))
    areas = (("dialogue", dialogue), ("medicines", medicines))
    grants = tuple(Grant(id=area, key="actor", areas=frozenset({area}), organisations=of) for area, of in areas)
    case = replace(case, patient=replace(case.patient, grants=grants))
    assert (keeps_own_drafts(case, "e-contact"), keeps_own_drafts(case, "renewal")) == (message, renewal)
