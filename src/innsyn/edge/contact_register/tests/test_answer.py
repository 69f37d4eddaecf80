"""What the register says is read as it is meant, and what it does not say is not made up."""

import pytest

from innsyn.edge.contact_register.answer import read_contact
from innsyn.kernel.clock import instant

WHOLE = {
    "personidentifikator": "30908299902",
    "reservasjon": "NEI",
    "status": "AKTIV",
    "varslingsstatus": "KAN_VARSLES",
    "kontaktinformasjon": {
        "epostadresse": "kari@example.no",
        "epostadresse_oppdatert": "2023-06-29T10:14:52+02",
        "epostadresse_sist_verifisert": "2026-08-05T10:45:15.768Z",
        "mobiltelefonnummer": "+4790000000",
        "mobiltelefonnummer_oppdatert": "2026-01-05T10:45:15Z",
        "mobiltelefonnummer_sist_verifisert": "2025-01-05T10:45:15Z",
    },
    "spraak": "nn",
}


def contact(**other):
    return read_contact(WHOLE | other)


def addresses(**other):
    return read_contact(WHOLE | {"kontaktinformasjon": WHOLE["kontaktinformasjon"] | other})


def test_a_whole_answer_is_read():
    found = contact()
    assert (found.status, found.is_reserved, found.may_be_told, found.language) == ("active", False, True, "nn")
    assert (found.email.value, found.email.confirmed_at) == ("kari@example.no", instant("2026-08-05T10:45:15.768+00:00"))
    assert (found.phone.value, found.phone.confirmed_at) == ("+4790000000", instant("2026-01-05T10:45:15+00:00"))


def test_the_documentations_own_example_is_read():
    """Source: docs.digdir.no, Oppslagstjenesten REST: no phone, no judgement, a zone without minutes."""
    found = read_contact(
        {
            "reservasjon": "NEI",
            "status": "AKTIV",
            "kontaktinformasjon": {"epostadresse": "x@default.digdir.no", "epostadresse_oppdatert": "2023-06-29T10:14:52+02"},
        }
    )
    assert (found.phone, found.may_be_told, found.language) == (None, None, "")
    assert found.email.confirmed_at == instant("2023-06-29T10:14:52+02:00")


@pytest.mark.parametrize("said", ["JA", "", None, "nei", "UKJENT", True])
def test_only_a_clear_no_is_no_reservation(said):
    assert contact(reservasjon=said).is_reserved


@pytest.mark.parametrize(
    ("said", "status"), [("SLETTET", "deleted"), ("IKKE_REGISTRERT", "not_registered"), (None, "not_registered"), ("ny", "not_registered")]
)
def test_only_the_active_are_active(said, status):
    assert contact(status=said).status == status


@pytest.mark.parametrize(("said", "may"), [("KAN_IKKE_VARSLES", False), ("KAN_VARSLES", True), ("KANSKJE", None), (None, None)])
def test_the_registers_judgement_is_kept_and_not_guessed(said, may):
    assert contact(varslingsstatus=said).may_be_told is may


@pytest.mark.parametrize(
    "email",
    ["", None, 5, "kari", "a@b@c", "a b@c.no", "kari@example.no\nBcc: x@y.no", "kari@example.no,ola@example.no", "<kari@example.no>"],
)
def test_what_is_no_address_is_none(email):
    assert addresses(epostadresse=email).email is None


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+4790000000", "+4790000000"),
        ("90000000", "+4790000000"),
        ("004790000000", "+4790000000"),
        ("+46 70 123 45 67", "+46701234567"),
        ("900 00 000", "+4790000000"),
        ("4790000000", None),
        ("ring meg", None),
        ("+1", None),
        ("", None),
        (90000000, None),
    ],
)
def test_a_number_is_written_in_international_form_or_not_at_all(phone, number):
    found = addresses(mobiltelefonnummer=phone).phone
    assert (found.value if found else None) == number


@pytest.mark.parametrize("when", ["", None, "i går", "2026-08-05T10:45:15", 5])
def test_an_address_that_was_confirmed_nobody_knows_when_says_so(when):
    assert addresses(epostadresse_oppdatert=when, epostadresse_sist_verifisert=when).email.confirmed_at is None


@pytest.mark.parametrize("given", [None, [], "x", {}])
def test_without_addresses_there_are_none(given):
    found = contact(kontaktinformasjon=given)
    assert (found.email, found.phone) == (None, None)


def test_nothing_at_all_reaches_nobody():
    found = read_contact({})
    assert (found.status, found.is_reserved, found.email, found.phone) == ("not_registered", True, None, None)


def test_addresses_are_not_printed():
    assert "kari@" not in repr(contact())
    assert "9000" not in repr(contact())
