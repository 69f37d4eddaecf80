"""R4's own invariants as plain Python: which rules an object of a type must keep beyond its structure.

Source: FHIR R4 4.0.1, the `constraint`s of the structure definitions; docs/spec/validation.md lists which are held and which are not.
"""

from innsyn.fhir.invariants.table import advice_for, rules_for

__all__ = ["advice_for", "rules_for"]
