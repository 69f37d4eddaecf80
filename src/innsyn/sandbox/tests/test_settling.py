"""Settling the nation: it stands afterwards, settling twice changes nothing, half of it goes on, and a no is said without a name."""

from datetime import date, timedelta

import pytest

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.record.record import Record
from innsyn.sandbox.people.nation import nation
from innsyn.sandbox.settling import Unsettled, settle
from innsyn.sandbox.stories.life import shared_resources, told
from innsyn.sandbox.stories.lives import STORIES
from innsyn.sandbox.tests.moment import NOW

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def land():
    return nation(20260501, TODAY)


@pytest.fixture
def hamlet(land, monkeypatch):
    """Three of the nation's lives, with all of its organisations: two that are told, and an ordinary one."""
    ordinary = next(key for key in land.people if key not in STORIES)
    lives = [told(land, land.people[key]) for key in ("kari", "per", ordinary)]
    monkeypatch.setattr("innsyn.sandbox.settling.lives", lambda _: iter(lives))
    return lives


@pytest.fixture
async def record(database):
    opened = await Record.open(database, size=4)
    yield opened
    await opened.close()


async def all_changes(record):
    """Every version of the whole record, in order."""
    found, cursor = [], None
    while True:
        some, cursor = await record.changes(cursor, 1000)
        found += some
        if len(some) < 1000:
            return found


async def settled(record, land, tmp_path, now):
    told_of = []
    await settle(Gate(record, open_keys(tmp_path, "")), land, now, lambda done, of: told_of.append((done, of)))
    return told_of


async def test_everybody_and_every_directory_stands_and_progress_is_told(record, land, hamlet, tmp_path):
    progress = await settled(record, land, tmp_path, NOW)
    assert sorted(done for done, _ in progress) == [1, 2, 3]
    expected = {(each["resourceType"], each["id"]) for life in hamlet for each in life.resources}
    expected |= {(each["resourceType"], each["id"]) for each in shared_resources(land)}
    assert {(change.type, change.id) for change in await all_changes(record)} == expected


async def test_settling_twice_changes_nothing_also_on_another_day(record, land, hamlet, tmp_path):
    await settled(record, land, tmp_path, NOW)
    before = await all_changes(record)
    await settled(record, land, tmp_path, NOW + timedelta(days=2))
    assert await all_changes(record) == before


async def test_what_was_half_settled_goes_on_to_the_whole(record, land, hamlet, tmp_path, monkeypatch):
    monkeypatch.setattr("innsyn.sandbox.settling.lives", lambda _: iter(hamlet[:1]))
    await settled(record, land, tmp_path, NOW)
    monkeypatch.setattr("innsyn.sandbox.settling.lives", lambda _: iter(hamlet))
    some = len(await all_changes(record))
    await settled(record, land, tmp_path, NOW)
    changes = await all_changes(record)
    assert some < len(changes)
    assert len({(change.type, change.id) for change in changes}) == len(changes), "nothing has two versions"


async def test_what_the_gate_will_not_have_is_named_by_the_life_only(record, land, hamlet, tmp_path, monkeypatch):
    monkeypatch.setattr("innsyn.sandbox.settling.custodian_of", lambda _: "not a number")
    with pytest.raises(ExceptionGroup) as refused:
        await settled(record, land, tmp_path, NOW)
    said = " ".join(str(each) for each in refused.value.exceptions)
    assert refused.group_contains(Unsettled)
    for person in (land.people[life.person_key] for life in hamlet):
        assert person.number not in said
        assert person.name.family not in said
