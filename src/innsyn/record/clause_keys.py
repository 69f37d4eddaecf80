"""Hashes what token and reference clauses are satisfied by."""

from innsyn.record.combined import parameters_of
from innsyn.record.keys import any_identified_key, code_key, identified_key, reference_key, system_key, token_key
from innsyn.record.query import ReferenceIs, TokenIs


def keys_of(clause: TokenIs | ReferenceIs) -> list[int]:
    """Hash everything a clause is satisfied by. A token without system and code is satisfied by nothing."""
    names = parameters_of(clause.parameter)
    if isinstance(clause, ReferenceIs):
        return [key for name in names for target in clause.any_of for key in _reference(name, target)]
    wanted = [(name, system, code) for name in names for system, code in clause.any_of]
    return [found for each in wanted if (found := _token(*each)) is not None]


def _token(parameter: str, system: str | None, code: str | None) -> int | None:
    """Hash one wanted token. system None: any; empty: said without a system. code None: any code of the system."""
    if code is None:
        return system_key(parameter, system) if system else None
    return code_key(parameter, code) if system is None else token_key(parameter, system or None, code)


def _reference(parameter: str, target: str) -> list[int]:
    """Hash one wanted target. With a bar it is an identifier, or a canonical address with its version."""
    system, bar, value = target.partition("|")
    if not bar:
        return [reference_key(parameter, target)]
    if system == "*":
        return [any_identified_key(parameter, value)]
    identified = identified_key(parameter, system or None, value)
    return [identified, reference_key(parameter, target)] if "/" in system else [identified]
