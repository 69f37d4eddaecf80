"""Takes the terms out of one value, by the search parameter's type and the value's FHIR type.

Source: FHIR R4 4.0.1, search.html, the tables under string, token, quantity, date, reference, number and uri. Values of a wrong shape
give no terms: what may be stored is validation's to say.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.dates import Interval, interval, period, timing
from innsyn.fhir.term_kinds import Quantity, Token, TypedIdentifier

Extract = Callable[[Any], Iterable[Any]]

CURRENCY = "urn:iso:std:iso:4217"

_NAME_PARTS = ("text", "family", "given", "prefix", "suffix")
_ADDRESS_PARTS = ("text", "line", "city", "district", "state", "postalCode", "country")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _system(value: Any) -> str | None:
    return canonical_system(value) if isinstance(value, str) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _coding(value: Any) -> list[Token]:
    if not isinstance(value, dict):
        return []
    return [Token(_system(value.get("system")), _text(value.get("code")), _text(value.get("display")))]


def _concept(value: Any) -> list[Token]:
    if not isinstance(value, dict):
        return []
    found = [token for coding in _listed(value.get("coding")) for token in _coding(coding)]
    text = value.get("text")
    return [*found, Token(None, None, text)] if isinstance(text, str) else found


def _identifier(value: Any) -> list[Token]:
    if not isinstance(value, dict):
        return []
    kind = value.get("type")
    text = kind.get("text") if isinstance(kind, dict) else None
    return [Token(_system(value.get("system")), _text(value.get("value")), _text(text))]


def typed_identifiers(value: Any) -> list[TypedIdentifier]:
    """Read an Identifier's type codes with its value, for `:of-type`."""
    number = value.get("value") if isinstance(value, dict) else None
    kind = value.get("type") if isinstance(number, str) else None
    codings = _listed(kind.get("coding")) if isinstance(kind, dict) else []
    return [
        TypedIdentifier(_system(coding.get("system")), coding["code"], str(number))
        for coding in codings
        if isinstance(coding, dict) and isinstance(coding.get("code"), str)
    ]


def _contact_point(value: Any) -> list[Token]:
    return [Token(None, _text(value.get("value")))] if isinstance(value, dict) else []


def _simple_token(value: Any) -> list[Token]:
    if isinstance(value, bool):
        return [Token(None, "true" if value else "false")]
    return [Token(None, value)] if isinstance(value, str) else []


def code_of(system: str) -> Extract:
    """Make the reader of a bare code, whose system its value set implies."""
    implied = canonical_system(system)
    return lambda value: [Token(implied, value)] if isinstance(value, str) else []


def _strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else []


def _parts(names: tuple[str, ...]) -> Extract:
    def parts(value: Any) -> list[str]:
        found: list[str] = []
        for name in names if isinstance(value, dict) else ():
            part = value.get(name)
            found += [part] if isinstance(part, str) else [one for one in _listed(part) if isinstance(one, str)]
        return found

    return parts


def _interval(value: Any) -> list[Interval]:
    found = interval(value) if isinstance(value, str) else None
    return [found] if found else []


def _period(value: Any) -> list[Interval]:
    found = period(value) if isinstance(value, dict) else None
    return [found] if found else []


def _timing(value: Any) -> list[Interval]:
    return timing(value) if isinstance(value, dict) else []


def _numbers(value: Any) -> list[Decimal]:
    return [Decimal(str(value))] if isinstance(value, int | float) and not isinstance(value, bool) else []


def _quantity(value: Any) -> list[Quantity]:
    if not isinstance(value, dict) or not (numbers := _numbers(value.get("value"))):
        return []
    comparator = str(value.get("comparator", ""))
    low = None if comparator.startswith("<") else numbers[0]
    high = None if comparator.startswith(">") else numbers[0]
    return [Quantity(low, high, _system(value.get("system")), _text(value.get("code")), _text(value.get("unit")))]


def _money(value: Any) -> list[Quantity]:
    if not isinstance(value, dict) or not (numbers := _numbers(value.get("value"))):
        return []
    currency = _text(value.get("currency"))
    return [Quantity(numbers[0], numbers[0], CURRENCY if currency else None, currency, currency)]


def _range(value: Any) -> list[Quantity]:
    ends = [_quantity(value.get(end)) for end in ("low", "high")] if isinstance(value, dict) else []
    if not any(ends):
        return []
    low, high = (found[0] if found else None for found in ends)
    unit = low or high
    if unit is None:
        return []
    return [Quantity(low.low if low else None, high.high if high else None, unit.system, unit.code, unit.unit)]


EXTRACTS: Mapping[tuple[str, str], Extract] = {
    ("token", "CodeableConcept"): _concept,
    ("token", "Coding"): _coding,
    ("token", "Identifier"): _identifier,
    ("token", "ContactPoint"): _contact_point,
    ("token", "boolean"): _simple_token,
    ("token", "code"): _simple_token,
    ("token", "id"): _simple_token,
    ("token", "string"): _simple_token,
    ("token", "uri"): _simple_token,
    ("string", "HumanName"): _parts(_NAME_PARTS),
    ("string", "Address"): _parts(_ADDRESS_PARTS),
    ("string", "string"): _strings,
    ("string", "markdown"): _strings,
    ("date", "date"): _interval,
    ("date", "dateTime"): _interval,
    ("date", "instant"): _interval,
    ("date", "Period"): _period,
    ("date", "Timing"): _timing,
    ("number", "integer"): _numbers,
    ("number", "decimal"): _numbers,
    ("quantity", "Quantity"): _quantity,
    ("quantity", "Age"): _quantity,
    ("quantity", "Duration"): _quantity,
    ("quantity", "Money"): _money,
    ("quantity", "Range"): _range,
    ("uri", "uri"): _strings,
    ("uri", "url"): _strings,
    ("uri", "canonical"): _strings,
}
"""What is not here gives no terms: a SampledData has no single value, a Location's position is searched by distance, and a date
parameter over an Age, Range or string has no instant."""
