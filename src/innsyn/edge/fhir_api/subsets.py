"""Cuts a resource down to what `_summary` and `_elements` ask for.

Source: FHIR R4 4.0.1, search.html#summary, #elements.
"""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import one
from innsyn.fhir.subset import elements, summary

_KINDS = ("true", "text", "data", "false")


def subset_of(body: bytes, call: Call) -> bytes | Answer:
    """Cut one resource down as the call asks; `_summary=count` is for searches only."""
    kind, names = call.named("_summary"), call.named("_elements")
    if kind and kind not in _KINDS:
        return one(400, "value", "_summary is true, text, data or false when one resource is read")
    if kind and kind != "false":
        return summary(body, kind)
    wanted = [name.strip() for name in (names or "").split(",") if name.strip()]
    return elements(body, wanted) if wanted else body
