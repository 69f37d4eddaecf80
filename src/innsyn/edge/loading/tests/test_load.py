"""A load hands units out, waits with what must wait, notes what is safe, and stops between two units."""

import asyncio

import pytest

from innsyn.edge.loading.keys import Keys
from innsyn.edge.loading.ledger import Ledger
from innsyn.edge.loading.load import Load
from innsyn.edge.loading.outcome import Arrival, Count, Outcome, Refusal
from innsyn.record.unavailable import RecordUnavailable

IN = Outcome({"Patient": Count(new=1)}, witness="Patient/p1")


def refused(**more):
    return Outcome({"Patient": Count(refused=1)}, (Refusal("x", "value", "no"),), **more)


class FakeCrew:
    """Answers as it is told, by the name of the unit; what needs another unit waits for it."""

    def __init__(self, answers=None, needs=None, at_once=2, gathers=1):
        """gathers: how many must be under way before the first is done."""
        self.at_once, self._answers, self._needs = at_once, answers or {}, needs or {}
        self.taken, self.most_at_once, self._under_way = [], 0, 0
        self._gathers, self._gathered = gathers, asyncio.Event()

    async def take(self, unit):
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        if self._under_way >= self._gathers:
            self._gathered.set()
        async with asyncio.timeout(60):
            await self._gathered.wait()
        await asyncio.sleep(0)
        self._under_way -= 1
        needed = self._needs.get(unit.name)
        is_early = needed is not None and needed not in [name for name, _ in self.taken if _]
        answer = refused(may_pass_later=True) if is_early else self._answers.get(unit.name, IN)
        self.taken.append((unit.name, not is_early))
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files").mkdir()
    for name in "abcd":
        (tmp_path / "files" / f"{name}.json").write_text(f'{{"name": "{name}"}}')
    return tmp_path


def files(folder):
    return sorted((folder / "files").iterdir())


async def load(folder, crew, *, is_stopped=lambda: False, keys=None, gives_numbers=False, progress=lambda *_: None):
    return await Load(crew, Ledger(folder / "loads"), keys, gives_numbers, progress, is_stopped).run(files(folder))


async def test_every_unit_is_taken_in_several_at_once_and_never_more(folder):
    crew = FakeCrew(at_once=3, gathers=3)
    report = await load(folder, crew)
    assert (report.files, report.units, report.total.new) == (4, 4, 4)
    assert crew.most_at_once == 3


async def test_what_is_known_is_not_taken_again(folder):
    await load(folder, FakeCrew())
    crew = FakeCrew()
    report = await load(folder, crew)
    assert (crew.taken, report.known_units, report.units) == ([], 4, 0)


async def test_what_was_refused_is_tried_again_by_the_next_load(folder):
    report = await load(folder, FakeCrew({"b.json": refused()}))
    assert [(each.file, each.code) for each in report.refusals] == [("x", "value")]
    crew = FakeCrew()
    await load(folder, crew)
    assert crew.taken == [("b.json", True)]


async def test_the_order_of_files_does_not_matter(folder):
    crew = FakeCrew(needs={"a.json": "b.json", "b.json": "c.json", "c.json": "d.json"})
    report = await load(folder, crew)
    assert (report.total, report.refusals) == (Count(new=4), [])
    assert (await load(folder, FakeCrew())).known_units == 4


async def test_what_waits_for_something_that_never_comes_is_tried_once_more_and_refused(folder):
    crew = FakeCrew(needs={"a.json": "never.json"})
    report = await load(folder, crew)
    assert [name for name, _ in crew.taken].count("a.json") == 2
    assert (report.total.new, report.total.refused, len(report.refusals)) == (3, 1, 1)


async def test_a_wish_to_stop_is_minded_between_two_units_and_the_next_load_goes_on(folder):
    crew = FakeCrew(at_once=1)
    report = await load(folder, crew, is_stopped=lambda: len(crew.taken) >= 2)
    assert report.is_stopped
    assert len(crew.taken) < 4
    rest = FakeCrew()
    await load(folder, rest)
    assert len(crew.taken) + len(rest.taken) == 4


async def test_a_database_that_goes_away_ends_the_load_and_what_was_in_is_noted(folder):
    with pytest.raises(RecordUnavailable):
        await load(folder, FakeCrew({"c.json": RecordUnavailable("gone")}, at_once=1))
    crew = FakeCrew()
    await load(folder, crew)
    assert [name for name, _ in crew.taken] == ["c.json", "d.json"]


async def test_a_database_away_at_the_last_unit_is_not_overlooked(folder):
    with pytest.raises(RecordUnavailable):
        await load(folder, FakeCrew({"d.json": RecordUnavailable("gone")}, at_once=9))


async def test_a_file_that_cannot_be_read_is_told_once(folder):
    (folder / "files" / "e.json.gz").write_bytes(b"not packed")
    report = await load(folder, FakeCrew(needs={"a.json": "never.json"}))
    assert [each.file for each in report.refusals].count("e.json.gz") == 1
    assert report.total.new == 3


async def test_people_get_keys_and_are_noted_also_when_their_unit_was_not_whole(folder):
    came = refused(arrivals=(Arrival("p3f2abc", "Ruth", "Prøve", None),))
    report = await load(folder, FakeCrew({"a.json": came}), keys=Keys([], []))
    assert [person.key for person in report.people.values()] == ["ruth-p3f2"]
    assert [person.key for person in Ledger(folder / "loads").people()] == ["ruth-p3f2"]


async def test_without_keys_nobody_is_noted(folder):
    came = Outcome({"Patient": Count(new=1)}, arrivals=(Arrival("p3f2abc", "Ruth", "Prøve", None),))
    report = await load(folder, FakeCrew({"a.json": came}))
    assert report.people == {}
    assert "Ruth" not in (folder / "loads").read_text()


async def test_to_give_numbers_known_units_are_taken_once_more(folder):
    await load(folder, FakeCrew())
    crew = FakeCrew()
    await load(folder, crew, gives_numbers=True)
    assert len(crew.taken) == 4
    assert (await load(folder, FakeCrew(), gives_numbers=True)).known_units == 4


async def test_progress_ends_at_the_whole(folder):
    told = []
    await load(folder, FakeCrew(needs={"a.json": "never.json"}), progress=lambda done, resources: told.append((done, resources)))
    assert told[-1] == (sum(file.stat().st_size for file in files(folder)), 4)
    assert told == sorted(told)
