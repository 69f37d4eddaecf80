"""A trust chooses from a day to come: shown beside what holds, then confirmed, and only by who keeps its policy."""

from datetime import timedelta

import pytest

from innsyn.gate.choosing import OUT_OF_BOUNDS
from innsyn.gate.policies import first_day
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import LONGEST_DELAY, Delay, Policies, Policy
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number
from innsyn.kernel.clock import norwegian_date

TODAY = norwegian_date(NOW)
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
CHOICE = {"since": TOMORROW, "ages": "graded", "documents": "14", "notes": "", "results": "", "reports": "", "delayed_days": "28"}


async def on(world, days):
    return await world.gate_world.gate.policies.coming(NOW + timedelta(days=days), NOW)


async def test_a_choice_is_shown_before_it_is_made_and_holds_from_its_first_day(world, keeper):
    page = await keeper.post("/desk/policies/choose", CHOICE, status=200)
    assert "Ingenting er endret ennå" in page.main
    assert "14 dager" in page.main
    assert await on(world, 1) == Policies()
    await keeper.post("/desk/policies/chosen", page.form("/desk/policies/chosen"))
    assert (await on(world, 0)).of(TRUST).ages == "national"
    chosen = (await on(world, 1)).of(TRUST)
    assert (chosen.ages, [each.days for each in chosen.delays], chosen.delayed_days) == ("graded", [14], 28)
    assert "Trappen" in (await keeper.get("/desk/policies")).main


async def test_a_choice_is_for_the_keepers_own_trust_alone(world, keeper):
    await keeper.post("/desk/policies/chosen", {**CHOICE, "organisation": OTHER_TRUST})
    assert (await on(world, 1)).graded == frozenset({TRUST})


@pytest.mark.parametrize("since", [TODAY.isoformat(), (TODAY - timedelta(days=1)).isoformat(), "", "i morgen"])
@pytest.mark.parametrize("path", ["/desk/policies/choose", "/desk/policies/chosen"])
async def test_a_choice_for_a_day_that_has_begun_is_refused_and_what_was_filled_in_stays(world, keeper, since, path):
    page = await keeper.post(path, {**CHOICE, "since": since}, status=422)
    assert page.form("/desk/policies/choose")["documents"] == "14"
    assert await on(world, 30) == Policies()


@pytest.mark.parametrize("days", ["61", "-1", "mange"])
async def test_waiting_is_bounded(world, keeper, days):
    await keeper.post("/desk/policies/chosen", {**CHOICE, "documents": days}, status=422)
    assert await on(world, 1) == Policies()


async def test_the_form_begins_with_what_holds(keeper):
    form = (await keeper.get("/desk/policies/choose")).form("/desk/policies/choose")
    assert (form["since"], form["ages"], form["documents"]) == (TOMORROW, "national", "")


@pytest.mark.parametrize("organisation", [TRUST, OTHER_TRUST])
async def test_who_does_not_keep_the_policy_sees_and_chooses_nothing(world, sits_down, organisation):
    nina = await sits_down(is_keeper=organisation != TRUST, organisation=organisation)
    for path in ("/desk/policies", "/desk/policies/choose"):
        assert "Bare den som har ansvar" in (await nina.get(path, status=403)).main
    for path in ("/desk/policies/choose", "/desk/policies/chosen"):
        await nina.post(path, CHOICE, status=403)
    assert await on(world, 1) == Policies()


async def test_the_gate_itself_keeps_a_choice_within_the_bounds(world, keeper):
    actor, since = await world.gate_world.nurse(number=a_number(), organisation=TRUST, unit=TRUST), first_day(NOW)
    choices = [Policy(since=since, delays=(Delay("DocumentReference", None, days),)) for days in (LONGEST_DELAY + 1, LONGEST_DELAY)]
    assert await world.gate_world.gate.choose_policy(actor, choices[0], NOW) == Refused(OUT_OF_BOUNDS)
    assert await on(world, 30) == Policies()
    assert await world.gate_world.gate.choose_policy(actor, choices[1], NOW) == choices[1]
