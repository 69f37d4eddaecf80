"""A patient with a document at the trust, the patient and a nurse there who reads it, and somebody from elsewhere."""

from datetime import timedelta

import pytest

from innsyn.features import documents, withholding
from innsyn.features.conftest import NOW
from innsyn.features.documents import samples
from innsyn.kernel.clock import norwegian_date

TODAY = norwegian_date(NOW)


def day(ahead):
    """Say a day as a form sends it, counted from today."""
    return (TODAY + timedelta(days=ahead)).isoformat()


class Ward:
    """A nurse in the visit, and what she decides."""

    def __init__(self, nurse):
        self.nurse, self.world, self.owner = nurse, nurse.world, nurse.owner
        self.get, self.post = nurse.get, nurse.post

    async def withholds(self, document="d1", *, status=303, **fields):
        """Decide that a document is withheld."""
        sent = {"code": "NORN_FPB", "reason": "Vi vil si det selv først", "until": day(7), "review_by": "", "reviewer": "", **fields}
        return await self.post(f"/withholding/new/{document}", sent, status=status)

    async def decision(self):
        """Say the id of the one decision that stands in the record."""
        (found,) = [row for row in (await self.world.gate_world.record.standing(self.owner)).rows if row.type == "Flag"]
        return found.id


@pytest.fixture
async def kari(world):
    """The patient, with one document of the trust's."""
    reader = await world.citizen("kari", documents.FEATURE)
    await reader.has(samples.text_document("Hei"), "d1")
    return reader


@pytest.fixture
async def ward(world, kari):
    """A nurse of the trust inside Kari's record."""
    return Ward(await world.nurse("kari", documents.FEATURE, withholding.FEATURE))
