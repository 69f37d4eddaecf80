"""How a message comes to a contact."""

import pytest

from innsyn.web.health_contacts.contact import Contact, ElectronicAddress
from innsyn.web.messaging.carrying import ByAddress


def contact(*kinds, is_inherited=False):
    return Contact(
        her_id=8000001, kind="service", name="Legekontoret", parent_her_id=8000000, parent_name="Legekontoret AS",
        organisation_number="974749025",
        hpr=None, service=None, can_receive=True, is_active=True, valid_from=None, valid_to=None,
        addresses=tuple(ElectronicAddress(kind=kind, address="x", is_inherited=is_inherited) for kind in kinds),
        processes=(), certificates=(),
    )  # fmt: skip


@pytest.mark.parametrize("is_inherited", [True, False])
def test_whoever_speaks_fhir_fetches_over_the_wire(is_inherited):
    assert ByAddress().way(contact("E_SB_ASYNC", "E_FHIR", is_inherited=is_inherited)) == "wire"


@pytest.mark.parametrize("kinds", [(), ("E_SB_ASYNC", "E_EDI")])
def test_everybody_else_works_at_our_desk(kinds):
    assert ByAddress().way(contact(*kinds)) == "desk"
