"""What is done again and again goes on whatever happens to it, and ends with the program."""

import asyncio

import pytest
from structlog.testing import capture_logs

from innsyn.main.repeating import UNAVAILABLE, repeating


class Steps:
    """A step that answers, or fails, as it is told for each time; after that there is nothing to do."""

    def __init__(self, *answers):
        self.answers, self.taken, self.is_done = list(answers), 0, asyncio.Event()

    async def __call__(self):
        self.taken += 1
        if not self.answers:
            self.is_done.set()
            return False
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


async def taken(*answers, every_s=0.001):
    """Repeat until nothing is left to do. Returns what the technical log says of it; of what others do meanwhile it tells too."""
    step = Steps(*answers)
    with capture_logs() as logged:
        async with repeating("things", step, every_s=every_s), asyncio.timeout(60):
            await step.is_done.wait()
    assert "secret" not in str(logged)
    return [(each["event"], each["log_level"]) for each in logged if each["event"].startswith("things.")]


async def test_more_to_do_is_done_at_once():
    assert await taken(True, True, every_s=60) == []


@pytest.mark.parametrize("away", UNAVAILABLE)
async def test_a_database_that_is_away_is_waited_for(away):
    assert await taken(away(), False) == [("things.waiting", "warning")]


async def test_a_step_that_stumbles_is_told_without_its_words_and_taken_again():
    assert await taken(ValueError("secret"), False) == [("things.stumbled", "error")]


async def test_nothing_is_done_before_its_time_or_after_the_end():
    step = Steps()
    async with repeating("things", step, every_s=0.001, begins_after_s=60):
        await asyncio.sleep(0.01)
    assert step.taken == 0
    async with repeating("things", step, every_s=0.001), asyncio.timeout(60):
        await step.is_done.wait()
    before = step.taken
    await asyncio.sleep(0.01)
    assert step.taken == before
