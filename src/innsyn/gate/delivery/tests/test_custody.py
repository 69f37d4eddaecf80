"""Who keeps a resource: the organisation it names by a number that holds, directly, by reference, or through the one above."""

import pytest

from innsyn.gate.delivery.custody import Custody
from innsyn.gate.delivery.tests.samples import a_full_url, bundle, observation, post, put, someone
from innsyn.gate.tests.samples import HOSPITAL, OTHER_TRUST, document, organisation
from innsyn.kernel.systems import ORGANISATION_NUMBER

DELIVERED = a_full_url()
BARE = a_full_url()


def keeps(element, reference):
    return {"resourceType": "Encounter", element: reference}


@pytest.mark.parametrize("element", ["custodian", "serviceProvider", "managingOrganization"])
@pytest.mark.parametrize(
    "reference",
    [
        {"identifier": {"system": ORGANISATION_NUMBER, "value": HOSPITAL}},
        {"reference": f"Organization?identifier={ORGANISATION_NUMBER}|{HOSPITAL}"},
        {"reference": "Organization/fjord"},
        {"reference": "Organization/fjord-kir"},
        {"reference": DELIVERED},
    ],
)
async def test_an_organisation_with_a_number_keeps_what_names_it(depot, element, reference):
    named = bundle(post(organisation("x", HOSPITAL, "Sykehuset"), DELIVERED))
    assert await Custody(depot.gate.directory, named).of(keeps(element, reference)) == HOSPITAL


@pytest.mark.parametrize(
    "reference",
    [
        {"identifier": {"system": ORGANISATION_NUMBER, "value": "123456789"}},
        {"identifier": {"system": "http://x", "value": HOSPITAL}},
        {"reference": "Organization?identifier=http://x|1"},
        {"reference": "Organization/nobody"},
        {"reference": "Practitioner/nina"},
        {"reference": BARE},
        {"display": "Sykehuset"},
        {},
    ],
)
async def test_whoever_has_no_number_of_that_kind_does_not(depot, reference):
    named = bundle(post(organisation("x", "1", "Klinikk", system="http://x"), BARE))
    assert await Custody(depot.gate.directory, named).of(keeps("custodian", reference)) is None
    assert await Custody(depot.gate.directory, named).of(observation("Patient/1")) is None


async def test_what_is_delivered_gets_the_custodian_it_names_and_else_the_one_who_delivers(depot):
    kari = a_full_url()
    theirs = document("A", custodian={"identifier": {"system": ORGANISATION_NUMBER, "value": OTHER_TRUST}}, subject={"reference": kari})
    taken = await depot.takes(post(someone(), kari), post(theirs), post(observation(kari)))
    kept = [taken.written[index].stored.custodian for index in range(3)]
    assert kept == [depot.actor.organisation, OTHER_TRUST, depot.actor.organisation]


async def test_a_batch_may_name_who_keeps_it_too(depot):
    id_ = a_full_url()[9:]
    taken = await depot.takes(put(someone(id=id_, managingOrganization={"reference": "Organization/dal"})), kind="batch")
    assert taken.written[0].stored.custodian == OTHER_TRUST
