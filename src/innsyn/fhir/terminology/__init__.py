"""Code systems and value sets as pure look-ups: is it in, what is in it, what is below and above it.

Source: FHIR R4 4.0.1, terminology-module.html; the tables of `definitions/` and `data/norwegian.json`. What is not known here says None.
"""

from innsyn.fhir.terminology.hierarchy import ancestors, descendants
from innsyn.fhir.terminology.membership import Expansion, expand, is_in, is_known

__all__ = ["Expansion", "ancestors", "descendants", "expand", "is_in", "is_known"]
