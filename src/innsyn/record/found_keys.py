"""Hashes everything that a resource is found by in one piece: tokens, references, addresses, exact wordings, and what is there at all."""

from collections.abc import Iterable

from innsyn.fhir.references import Reference
from innsyn.fhir.term_kinds import Terms
from innsyn.record.keys import (
    FORM_KEY,
    any_identified_key,
    code_key,
    identified_key,
    presence_key,
    reference_key,
    system_key,
    token_key,
    typed_key,
    wording_key,
)


def found_keys(found: Terms) -> set[int]:
    """Hash the terms of a resource."""
    keys = {FORM_KEY}
    keys.update(_tokens(found))
    keys.update(_references(found))
    keys.update(_wordings(found))
    kinds = (found.tokens, found.references, found.dates, found.strings, found.numbers, found.quantities, found.uris, found.composites)
    keys.update([presence_key(parameter) for kind in kinds for parameter in kind])
    return keys


def _tokens(found: Terms) -> Iterable[int]:
    for parameter, tokens in found.tokens.items():
        for system, code, _text in tokens:
            if code is not None:
                yield token_key(parameter, system, code)
                yield code_key(parameter, code)
            if system is not None:
                yield system_key(parameter, system)
    for parameter, typed in found.typed.items():
        for system, code, value in typed:
            yield typed_key(parameter, system or "", code, value)
            yield typed_key(parameter, None, code, value)


def _references(found: Terms) -> Iterable[int]:
    for parameter, references in found.references.items():
        for one in references:
            for target in targets_of(one):
                yield reference_key(parameter, target)
            if one.value is not None:
                yield identified_key(parameter, one.system, one.value)
                yield any_identified_key(parameter, one.value)


def targets_of(one: Reference) -> tuple[str, ...]:
    """Give the addresses by which a reference is found: a canonical address with a version also without it."""
    target = one.address or one.url
    if not target:
        return ()
    address, bar, _version = target.partition("|")
    return (target, address) if bar else (target,)


def _wordings(found: Terms) -> Iterable[int]:
    for parameter, uris in found.uris.items():
        for uri in uris:
            yield token_key(parameter, None, uri)
            yield code_key(parameter, uri)
    for parameter, strings in found.strings.items():
        for text in strings:
            yield wording_key(parameter, text)
