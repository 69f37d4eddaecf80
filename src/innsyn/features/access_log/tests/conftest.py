"""A citizen whose log is read, and the sealing that makes proofs possible."""

import pytest

from innsyn.features import access_log
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.sealer import Sealer
from innsyn.gate.tests.samples import KEYS, NOW


@pytest.fixture
async def kari(world):
    """A citizen in her own record, whom nobody has visited."""
    return await world.citizen("kari", access_log.FEATURE)


@pytest.fixture
def seal(world, tmp_path):
    """Give a way to seal the log as it is."""

    async def sealed():
        record = world.gate_world.record
        await Sealer(record.sealing, KEYS, RootsFile(tmp_path / "roots.jsonl"), lambda: NOW).seal_all()

    return sealed
