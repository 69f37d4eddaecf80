"""Reads the conditions of a change from headers and address.

Source: FHIR R4 4.0.1, http.html#concurrency, #ccreate, #cond-update.
"""

from urllib.parse import urlencode

from innsyn.edge.fhir_api.exchange import Call

_HEADERS = {"if-match": "ifMatch", "if-none-match": "ifNoneMatch", "if-none-exist": "ifNoneExist"}
_OF_THE_ANSWER = frozenset({"_format", "_pretty"})
"""Parameters about the answer, which are no part of a condition."""


def conditions_of(call: Call, *names: str) -> dict[str, str]:
    """Give the conditions in these headers, by the names they have in a bundle."""
    return {_HEADERS[name]: call.headers[name].strip() for name in names if call.headers.get(name, "").strip()}


def searched(type_: str, call: Call) -> str | None:
    """Give the url of a change by search, such as `Patient?identifier=a|b`; None when the address names no condition."""
    pairs = [pair for pair in call.query if pair[0] not in _OF_THE_ANSWER]
    return f"{type_}?{urlencode(pairs)}" if pairs else None
