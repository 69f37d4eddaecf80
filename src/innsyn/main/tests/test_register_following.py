"""What changes in the population register is taken in while the program runs, and nothing of it is lost while it is stopped."""

from dataclasses import dataclass, field

import pytest

from innsyn.edge.population_register.calls import Unanswered
from innsyn.edge.population_register.feed import Changes
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.kernel.ids import person_number
from innsyn.main.register_following import PATIENTS, PLACE, ask_about_the_new, take_in

CLOCK = SteppingClock(instant("2026-11-22T08:00:00+00:00"))
ELLA = person_number("17859010067")


@dataclass
class GateSeen:
    """A gate that notes what it is told. fails: it cannot take in anything. pages: places to go on from."""

    told: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    fails: bool = False
    pages: dict = field(default_factory=dict)

    async def register_changed(self, number, now):
        if self.fails:
            raise OSError
        self.told.append(number)

    async def learn_relations(self, after, now):
        self.asked.append(after)
        return self.pages[after]


class FeedOf:
    """A feed with these events, one a number."""

    def __init__(self, *numbers):
        self.numbers, self.is_away = list(numbers), False

    async def end(self, *, now):
        return Unanswered("away") if self.is_away else len(self.numbers) + 1

    async def changes(self, first, *, now):
        return Unanswered("away") if self.is_away else Changes(tuple(self.numbers[first - 1 :]), len(self.numbers) + 1)


async def test_what_came_after_the_start_is_taken_in_once(tmp_path):
    feed, gate, place = FeedOf(ELLA), GateSeen(), tmp_path / PLACE
    assert await take_in(feed, gate, place, CLOCK) == 0
    feed.numbers.append(ELLA)
    assert [await take_in(feed, gate, place, CLOCK) for _ in range(2)] == [1, 0]
    assert gate.told == [ELLA]


async def test_what_could_not_be_taken_in_is_taken_in_the_next_time(tmp_path):
    feed, gate, place = FeedOf(), GateSeen(fails=True), tmp_path / PLACE
    await take_in(feed, gate, place, CLOCK)
    feed.numbers.append(ELLA)
    with pytest.raises(OSError):
        await take_in(feed, gate, place, CLOCK)
    gate.fails = False
    assert await take_in(feed, gate, place, CLOCK) == 1


async def test_a_register_that_is_away_at_the_start_is_begun_with_later(tmp_path):
    feed, gate, place = FeedOf(ELLA), GateSeen(), tmp_path / PLACE
    feed.is_away = True
    assert await take_in(feed, gate, place, CLOCK) == 0
    assert not place.exists()


async def test_patients_who_are_new_are_asked_about_until_there_are_no_more(tmp_path):
    gate = GateSeen(pages={None: "1", "1": "2", "2": "2"})
    await ask_about_the_new(gate, tmp_path / PATIENTS, CLOCK)
    await ask_about_the_new(gate, tmp_path / PATIENTS, CLOCK)
    assert gate.asked == [None, "1", "2", "2"]


async def test_patients_are_asked_about_again_when_the_register_did_not_answer(tmp_path):
    gate = GateSeen(pages={None: None})
    await ask_about_the_new(gate, tmp_path / PATIENTS, CLOCK)
    assert not (tmp_path / PATIENTS).exists()
