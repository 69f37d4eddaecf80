"""A small site of its own for the tests of the web layer: one page and one action for each need."""

import pytest

from innsyn.web.testing import Site, a_citizen, a_health_worker, a_visit
from innsyn.web.tests import slice_of_all_needs


@pytest.fixture
def site():
    return Site([slice_of_all_needs.FEATURE], unavailable=(slice_of_all_needs.RecordAway,))


@pytest.fixture
def kari():
    return a_citizen()


@pytest.fixture
def nina():
    return a_health_worker()


@pytest.fixture
async def reader(site, kari):
    """A citizen inside her own record."""
    return await site.citizen(kari, site.gate.know(a_visit(kari)))


@pytest.fixture
async def nurse(site, nina):
    """A health worker inside a visit to one patient."""
    return await site.staff(nina, site.gate.know(a_visit(nina, number=2)))
