"""Compares the table, `decide` and `narrow` for each visitor and all resources at once, and finds for each yes a neighbour that is a no."""

from dataclasses import replace
from functools import cache

from innsyn.gate.decide import decide, narrow
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.situation import case_of
from innsyn.gate.rules.tests import table
from innsyn.gate.rules.tests.things import shelf
from innsyn.record.condition import holds

ACTS = {"read": table.read, "write": table.written}
ONE_BY_ONE, NEXT = 6, 37
"""In every sixth visit one resource, another each time, is asked about through `decide` itself."""

CLOSED = {
    "a weaker login": {"level": "lower"},
    "an unknown login": {"level": "unknown"},
    "the visit is over": {"minutes": 60},
    "the visit has not begun": {"minutes": -1},
    "another patient": {"same_patient": False},
    "nobody known": {"known_patient": False},
}
"""One fact changed, and a visitor who came through a door sees and writes nothing any more."""


class Comparison:
    """What was compared. wrong: the first that differ. tried: situations. neighbours: how many noes stood beside a yes."""

    def __init__(self):
        self.wrong, self.tried, self.neighbours, self.yes = [], 0, 0, 0

    def compare(self, visitors, neighbours=CLOSED):
        """Ask about everything for each visitor. neighbours: changes of one fact, each of which turns every yes of theirs into a no."""
        changes = list(neighbours.values())
        for place, (who, act) in enumerate((who, act) for who in visitors for act in ACTS):
            case = case_of(who)
            narrowed = narrow(case, act)
            allowed = self._ask(who, case, act, narrowed)
            if allowed and changes:
                self._expect_no(replace(who, **changes[place % len(changes)]), act, allowed)
            if place % ONE_BY_ONE < 2:
                self._ask_one(who, case, act, narrowed, allowed, (place * NEXT) % len(shelf().rows))
        return self

    def _ask(self, who, case, act, narrowed):
        expected, decided, found = ACTS[act](who, shelf()), decided_of(case, act), shelf().where(narrowed)
        self.tried += len(shelf().rows)
        self.yes += expected.bit_count()
        if not decided == found == expected:
            self._differs(who, act, decided, found, expected)
        return decided

    def _ask_one(self, who, case, act, narrowed, allowed, place):
        """Ask `decide` about the first allowed resource, else about one at this place: the same as what is asked of all at once."""
        place = (allowed & -allowed).bit_length() - 1 if allowed and place % 2 else place
        row = shelf().rows[place]
        answers = (decide(case, act, row).allowed, holds(narrowed, row), bool(allowed >> place & 1))
        if len(set(answers)) > 1:
            self.wrong.append((told(who), act, told(shelf().things[place]), answers))

    def _expect_no(self, changed, act, allowed):
        """The table says no to all of it, and so do the rules."""
        decided, expected = decided_of(case_of(changed), act), ACTS[act](changed, shelf())
        self.neighbours += allowed.bit_count()
        if expected & allowed or decided & allowed:
            self._differs(changed, act, decided & allowed, decided & allowed, expected & allowed)

    def _differs(self, who, act, decided, narrowed, expected):
        differing = (decided | narrowed | expected) & ~(decided & narrowed & expected)
        for thing in shelf().chosen(differing)[:2]:
            place = shelf().things.index(thing)
            said = {"decide": decided, "narrow": narrowed, "table": expected}
            self.wrong.append((told(who), act, told(thing), {name: bool(bits >> place & 1) for name, bits in said.items()}))


def decided_of(case, act):
    """The set of what `decide` allows: some rule does, and none denies."""
    allowed = denied = 0
    for rule in RULES:
        if act in rule.acts and rule.applies(case):
            spoken = shelf().where(rule.condition(case))
            allowed, denied = (allowed | spoken, denied) if rule.effect == "allow" else (allowed, denied | spoken)
    return allowed & ~denied


@cache
def _plain():
    return type(shelf().things[0])()


def told(situation):
    """Only what a situation tells beyond the plainest."""
    names = type(situation).__dataclass_fields__
    return {name: value for name in names if (value := getattr(situation, name)) != getattr(_plain(), name)}
