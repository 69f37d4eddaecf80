"""A small world behind the gate, machine clients of two trusts, and AuditEvents over their log."""

import pytest

from innsyn.edge.audit import AuditType
from innsyn.gate.clients.tests.conftest import callers as callers
from innsyn.gate.clients.tests.conftest import ours as ours
from innsyn.gate.clients.tests.conftest import theirs as theirs


@pytest.fixture
def audit(callers):
    """The type as the FHIR interface gets it."""
    return AuditType(callers.world.gate)
