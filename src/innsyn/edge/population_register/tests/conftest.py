"""A simulated register for each test, with keys that are made once: making them is slow."""

import pytest
from joserfc.jwk import RSAKey

from innsyn.edge.population_register.tests.world import made_world


@pytest.fixture(scope="session")
def own_key():
    return RSAKey.generate_key(2048, private=True, auto_kid=True)


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("keys")


@pytest.fixture
def world(keys_folder, own_key):
    return made_world(keys_folder, own_key)


@pytest.fixture
def world_of(keys_folder, own_key):
    """Makes a world that differs from the ordinary one."""

    def make(**different):
        return made_world(keys_folder, different.pop("key", own_key), **different)

    return make
