"""Which terms are also listed across all patients: those a desk, a register or a booking asks for without naming a patient.

Everything else is asked inside one record. Each listed term costs a row, so this is a choice, not a rule of FHIR.
"""

from collections.abc import Iterable
from itertools import product

from innsyn.fhir.references import Reference
from innsyn.fhir.term_kinds import Terms, Token
from innsyn.record.found_keys import targets_of
from innsyn.record.ids import owner_of
from innsyn.record.keys import code_key, identified_key, paired_key, reference_key, token_key
from innsyn.record.stored import SHARED, Owner

LISTED_TOKENS = frozenset({"identifier", "code", "type", "specialty", "service-type", "vaccine-code", "appointment-type", "class", "url"})
"""Token parameters that select few enough to be worth listing, of any type."""

LISTED_STATUS = frozenset({"Task", "Appointment", "ServiceRequest", "Communication", "CommunicationRequest", "Slot", "Consent"})
"""Types whose status is a worklist."""

LISTED_TAG = frozenset({"Appointment"})
"""Types whose tags are a worklist: what patients have said of what they are booked for."""

LISTED_COMPOSITES = frozenset({"owner-status"})
"""Composites of a reference and a code that are listed: what waits with one organisation, among all that waits."""

WITH_ANY_SYSTEM = frozenset({"identifier"})
"""Token parameters that are also listed without their system."""


def is_listed_token(parameter: str, type_: str) -> bool:
    """Say whether the codes of a token parameter are listed across all patients."""
    is_worklist = (parameter == "status" and type_ in LISTED_STATUS) or (parameter == "_tag" and type_ in LISTED_TAG)
    return parameter in LISTED_TOKENS or is_worklist


def population_keys(type_: str, terms: Terms, owner: Owner) -> set[int]:
    """Choose the keys of a resource that are listed across patients.

    References are listed when they point out of the compartment: those that point into it carry the owner in their id. Absolute and
    canonical addresses are listed too, but no Patient's."""
    found = {
        token_key(parameter, token.system, token.code)
        for parameter, tokens in terms.tokens.items()
        if is_listed_token(parameter, type_)
        for token in tokens
        if token.code is not None
    }
    found |= {
        code_key(parameter, token.code)
        for parameter in WITH_ANY_SYSTEM
        for token in terms.tokens.get(parameter, ())
        if token.code is not None
    }
    for parameter, references in terms.references.items():
        for one in references:
            if one.address is not None:
                if (owner == SHARED or owner_of(one.id or "") != owner) and one.type != "Patient":
                    found.add(reference_key(parameter, one.address))
            elif one.url and one.type != "Patient" and not one.url.startswith("urn:"):
                found |= {reference_key(parameter, target) for target in targets_of(one)}
            if one.value is not None:
                found.add(identified_key(parameter, one.system, one.value))
    return found | set(_paired(terms))


def _paired(terms: Terms) -> Iterable[int]:
    for parameter in LISTED_COMPOSITES & terms.composites.keys():
        for references, tokens in terms.composites[parameter]:
            for one, token in product(references, tokens):
                if isinstance(one, Reference) and isinstance(token, Token) and one.value is not None and token.code is not None:
                    yield paired_key(parameter, one.system, one.value, token.code)
