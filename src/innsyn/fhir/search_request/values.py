"""Reads one value of a search by the kind of its parameter.

Source: FHIR R4 4.0.1, search.html, the sections on each parameter type. Systems are given their canonical name here.
"""

import re

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.search_request.criteria import (
    CompositeValue,
    Modifier,
    OfTypeValue,
    QuantityValue,
    SimpleValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
)
from innsyn.fhir.search_request.escapes import split, unescape
from innsyn.fhir.search_request.parameters import Parameter
from innsyn.fhir.search_request.precision import read_date, read_number
from innsyn.fhir.search_request.references import read_identifier, read_target

_URI = re.compile(r"\S+")

FORMS = {
    "token": "a token is `code`, `system|code`, `|code` or `system|`",
    "date": "a date is yyyy, yyyy-MM, yyyy-MM-dd or an instant, with eq, ne, gt, lt, ge, le, sa, eb or ap before it",
    "number": "a number is digits with a point, with eq, ne, gt, lt, ge, le, sa, eb or ap before it",
    "quantity": "a quantity is `number`, `number|system|code` or `number||unit`",
    "reference": "a reference is `id`, `Type/id`, an absolute address, or with `:identifier` a token",
    "composite": "a composite is one value for each part, with `$` between them",
    "uri": "a URI has no spaces",
    "string": "a string is words",
    "of-type": "with `:of-type` a value is `type system|type code|identifier value`",
}


def read_value(parameter: Parameter, modifier: Modifier | None, type_: str | None, text: str, base: str) -> Value | None:
    """Read one value.

    type_: that of a reference's `:[type]` modifier. text: with its escapes. base: this server's own address.
    Returns None when it does not have the form its kind asks for (`FORMS`)."""
    if parameter.kind == "composite":
        return _composite(parameter, text, base)
    if modifier == "of-type":
        return _of_type(text)
    if parameter.kind == "reference":
        targets = (type_,) if type_ else parameter.targets
        is_canonical = parameter.is_canonical
        return read_identifier(text) if modifier == "identifier" else read_target(text, targets, base, is_canonical=is_canonical)
    if modifier in ("in", "not-in"):
        uri = unescape(text)
        return TokenValue(None, uri) if _URI.fullmatch(uri) else None
    if modifier == "text":
        return StringValue(unescape(text))
    return _simple(parameter.kind, text, base)


def form_of(parameter: Parameter, modifier: Modifier | None) -> str:
    """Say what a value should look like."""
    return FORMS["of-type"] if modifier == "of-type" else FORMS[parameter.kind]


def _simple(kind: str, text: str, base: str) -> SimpleValue | None:
    match kind:
        case "token":
            return _token(text)
        case "date":
            return read_date(unescape(text))
        case "number":
            return read_number(unescape(text))
        case "quantity":
            return _quantity(text)
        case "uri":
            uri = unescape(text)
            return UriValue(uri) if _URI.fullmatch(uri) else None
        case "reference":
            return read_target(text, (), base, is_canonical=False)
        case _:
            return StringValue(unescape(text))


def _token(text: str) -> TokenValue | None:
    parts = [unescape(part) for part in split(text, "|")]
    if len(parts) > 2 or not any(parts):
        return None
    if len(parts) == 1:
        return TokenValue(None, parts[0])
    return TokenValue(canonical_system(parts[0]), parts[1] or None)


def _of_type(text: str) -> OfTypeValue | None:
    parts = [unescape(part) for part in split(text, "|")]
    if len(parts) != 3 or not parts[1] or not parts[2]:
        return None
    return OfTypeValue(canonical_system(parts[0]) if parts[0] else None, parts[1], parts[2])


def _quantity(text: str) -> QuantityValue | None:
    parts = [unescape(part) for part in split(text, "|")]
    number = read_number(parts[0])
    if number is None or len(parts) not in (1, 3):
        return None
    if len(parts) == 1:
        return QuantityValue(number, None, None)
    return QuantityValue(number, canonical_system(parts[1]) if parts[1] else None, parts[2] or None)


def _composite(parameter: Parameter, text: str, base: str) -> CompositeValue | None:
    parts = split(text, "$")
    if len(parts) != len(parameter.components) or not all(parts):
        return None
    values = [_simple(kind, part, base) for kind, part in zip(parameter.components, parts, strict=True)]
    known = tuple(value for value in values if value is not None)
    return CompositeValue(known) if len(known) == len(parts) else None
