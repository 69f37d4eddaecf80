"""The gate takes no choice that lets something wait longer than anybody may choose, whoever asks and in whatever way."""

from datetime import date, timedelta

import pytest

from innsyn.gate.choosing import OUT_OF_BOUNDS
from innsyn.gate.policies import first_day
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import LONGEST_ANSWER_DAYS, LONGEST_DELAY, Delay, Policies, Policy
from innsyn.gate.tests.samples import NOW, TRUST, a_number, keep, role
from innsyn.kernel.systems import ACCESS_FACT

ONE_MORE = LONGEST_DELAY + 1
FIRST = date(2026, 12, 1)


def documents(days):
    return (Delay("DocumentReference", None, days),)


@pytest.mark.parametrize(
    ("policy", "is_within"),
    [
        (Policy(since=FIRST), True),
        (Policy(since=FIRST, delays=documents(LONGEST_DELAY)), True),
        (Policy(since=FIRST, delays=documents(ONE_MORE)), False),
        (Policy(since=FIRST, delays=(*documents(0), Delay("Observation", None, ONE_MORE))), False),
        (Policy(since=FIRST, delays=documents(-1)), False),
        (Policy(since=FIRST, delayed_days=LONGEST_DELAY), True),
        (Policy(since=FIRST, delayed_days=ONE_MORE), False),
        (Policy(since=FIRST, answer_days=LONGEST_ANSWER_DAYS), True),
        (Policy(since=FIRST, answer_days=LONGEST_ANSWER_DAYS + 1), False),
        (Policy(since=FIRST, answer_days=0), False),
    ],
)
def test_a_choice_has_bounds(policy, is_within):
    assert policy.is_within_bounds is is_within


async def test_the_keeper_of_the_policy_chooses_within_the_bounds_only(world):
    system = await world.gate.actors.system("Katalogen", organisation=TRUST)
    post = {**role("nina-policy", "nina", "fjord-hf"), "code": [{"coding": [{"system": ACCESS_FACT, "code": "policy-keeper"}]}]}
    await world.gate.write_directory(system, [keep(post)], NOW)
    keeper = await world.nurse(number=a_number(), organisation=TRUST, unit=TRUST)
    since = first_day(NOW)
    assert await world.gate.choose_policy(keeper, Policy(since=since, delays=documents(ONE_MORE)), NOW) == Refused(OUT_OF_BOUNDS)
    assert await world.gate.policies.coming(NOW + timedelta(days=30), NOW) == Policies()
    chosen = Policy(since=since, delays=documents(LONGEST_DELAY))
    assert await world.gate.choose_policy(keeper, chosen, NOW) == chosen
