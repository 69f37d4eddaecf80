"""A simulated register for each test, with certificates that are made once: making keys is slow."""

import pytest

from innsyn.edge.address_register.tests.world import NOW, made_world
from innsyn.sandbox.simulators.address_register import Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"), clock=lambda: NOW)


@pytest.fixture
def world(tmp_path, certificates):
    return made_world(tmp_path / "events", certificates)


@pytest.fixture
def world_of(tmp_path, certificates):
    """Makes a world that differs from the ordinary one."""
    return lambda **different: made_world(tmp_path / "other", certificates, **different)
