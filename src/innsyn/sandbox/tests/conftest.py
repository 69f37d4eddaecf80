"""A record into which some of the nation's people have moved: made once for a file of tests, and copied for each of them."""

import os
from itertools import count

import pytest

from innsyn.conftest import administer, copy_of, database_address
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import norwegian_date
from innsyn.record.record import Record
from innsyn.sandbox.people.nation import nation
from innsyn.sandbox.settling import settle
from innsyn.sandbox.stories.life import told
from innsyn.sandbox.tests.moment import NOW

_numbers = count(1)


@pytest.fixture(scope="session")
def now():
    """The instant at which everybody has moved in."""
    return NOW


@pytest.fixture(scope="session")
def land(now):
    """The nation of the demo."""
    return nation(20260501, norwegian_date(now))


@pytest.fixture(scope="module")
def register():
    """The population register that the gate asks; a file of tests may have its own."""
    return


@pytest.fixture(scope="module")
def tells():
    """What a file of tests has told once everybody has moved in: called with a maker of gates, the nation and the instant."""

    async def nothing(*_):
        pass

    return nothing


@pytest.fixture(scope="module")
async def settled(database_server, migrated_template, tmp_path_factory, land, now, people, tells, register):
    """The name of a database in which `people` (keys) live, and the folder of its keys."""
    name, folder = f"innsyn_settled_{os.getpid()}_{next(_numbers)}", tmp_path_factory.mktemp("keys")
    await administer(database_server, f"create database {name} template {migrated_template}")
    record, keys = await Record.open(database_address(database_server, name), size=4), open_keys(folder, "")

    def gate_with(*new_id):
        return Gate(record, keys, *new_id, register=register)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("innsyn.sandbox.settling.lives", lambda _: (told(land, land.people[key]) for key in dict.fromkeys(people)))
        await settle(gate_with(), land, now, lambda *_: None)
    await tells(gate_with, land, now)
    await record.close()
    yield name, folder
    await administer(database_server, f"drop database {name} with (force)")


@pytest.fixture
async def record(database_server, settled):
    """This test's own copy."""
    name = f"innsyn_copy_{os.getpid()}_{next(_numbers)}"
    await administer(database_server, copy_of(settled[0], name))
    opened = await Record.open(database_address(database_server, name), size=4)
    yield opened
    await opened.close()
    await administer(database_server, f"drop database {name} with (force)")


@pytest.fixture
def gate_with(record, settled, register):
    """Make a gate before this test's own copy; what it is called with gives ids."""
    keys = open_keys(settled[1], "")

    def made(*new_id):
        return Gate(record, keys, *new_id, register=register)

    return made
