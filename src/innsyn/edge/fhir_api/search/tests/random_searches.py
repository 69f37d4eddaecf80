"""Random searches: each a name and value as a client writes them, and what they mean in plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from innsyn.edge.fhir_api.search.tests.oracle import PARAMETERS, dated, fold, instant, numbered, values_of
from innsyn.edge.fhir_api.search.tests.random_resources import CODES, DAYS, IDENTIFIERS, NUMBERS, PLACES, TAGS, WORDS
from innsyn.fhir.search_request.escapes import escape
from innsyn.kernel.systems import HPR_NUMBER, ORGANISATION_NUMBER, UCUM

PREFIXES = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"]
PEOPLE = ["Practitioner/nina", "Practitioner/vera", "Organization/fjord", "Practitioner/nobody"]
NUMBERED = [(HPR_NUMBER, "990000137"), (ORGANISATION_NUMBER, "974749025"), (HPR_NUMBER, "1")]


@dataclass(frozen=True)
class Asked:
    """One criterion. holds: of a resource as a plain dict."""

    name: str
    value: str
    holds: Callable[[dict[str, Any]], bool]


def a_criterion(random, type_):
    """Draw a criterion for a type."""
    parameter = random.choice(sorted(PARAMETERS[type_]))
    if random.random() < 0.08:
        is_missing = random.random() < 0.5
        return Asked(f"{parameter}:missing", str(is_missing).lower(), lambda one: (not values_of(one, parameter)) is is_missing)
    kind = PARAMETERS[type_][parameter][0]
    return {
        "token": _token,
        "date": _date,
        "string": _string,
        "reference": _reference,
        "uri": _uri,
        "quantity": _quantity,
        "composite": _composite,
    }[kind](random, type_, parameter)


def _any(random, parameter, draw, suffix="", negated=False):
    """One or two values, any of which will do. draw: gives a value and what it means of one found value."""
    drawn = [draw() for _ in range(random.choice((1, 1, 2)))]

    def holds(resource):
        return any(means(value) for value in values_of(resource, parameter) for _, means in drawn) is not negated

    return Asked(parameter + suffix, ",".join(written for written, _ in drawn), holds)


def _pool(type_, parameter):
    path = PARAMETERS[type_][parameter][1]
    if "identifier" in parameter:
        return IDENTIFIERS
    if parameter == "_tag":
        return TAGS
    known = {
        "gender": ["female", "male"],
        "active": ["true", "false"],
        "telecom": ["22225555", "a@example.no"],
        "address-use": ["home", "work"],
    }
    known |= {"contenttype": ["text/plain", "application/pdf"], "intent": ["order", "plan"], "priority": ["routine", "urgent"]}
    known |= {"part-status": ["accepted", "declined"]}
    known |= {"status": ["final", "amended", "current", "booked", "cancelled", "requested", "completed", "active", "stopped"]}
    implied = PARAMETERS[type_][parameter][2:] or (None,)
    return [(implied[0], code) for code in known[parameter]] if parameter in known else CODES if path else []


def _token(random, type_, parameter):
    if parameter in ("code", "category", "type", "event", "combo-code") and random.random() < 0.2:
        word = random.choice(["Blodtrykk", "over", "annet", "Nordby", "åse", "ØDEGÅRD"])
        return Asked(
            f"{parameter}:text", word,
            lambda one: any(fold(word) in fold(text) for _, _, texts in values_of(one, parameter) for text in texts if text),
        )  # fmt: skip
    if parameter == "identifier" and random.random() < 0.2:
        kind, value = random.choice(["MR", "XX", "YY"]), random.choice(["1", "2"])
        return Asked(
            "identifier:of-type", f"http://example.no/types|{kind}|{value}",
            lambda one: any(_is_typed(each, kind, value) for each in _identifiers(one)),
        )  # fmt: skip

    def draw():
        system, code = random.choice(_pool(type_, parameter))
        form = random.choice(["code", "both", "code", "none", "system"])
        if form == "code" or (form in ("both", "system") and system is None):
            return escape(code), lambda value: value[1] == code
        if form == "none":
            return f"|{escape(code)}", lambda value: value[0] is None and value[1] == code
        if form == "system":
            return f"{escape(system)}|", lambda value: value[0] == system
        return f"{escape(system)}|{escape(code)}", lambda value: value[:2] == (system, code)

    is_not = random.random() < 0.2
    return _any(random, parameter, draw, ":not" if is_not else "", negated=is_not)


def _identifiers(resource):
    return [*resource.get("identifier", ()), *([resource["masterIdentifier"]] if "masterIdentifier" in resource else [])]


def _is_typed(identifier, kind, value):
    codings = identifier.get("type", {}).get("coding", ())
    return identifier.get("value") == value and any(one["code"] == kind for one in codings)


def _date(random, type_, parameter):
    def draw():
        prefix, day = random.choice(PREFIXES), random.choice([*DAYS, "2026-06", "1980-02", "2026-05-17T00:00:00Z"])
        low, high = instant(day)
        return (prefix if prefix != "eq" else random.choice(["", "eq"])) + day, lambda value: dated(prefix, low, high, value)

    return _any(random, parameter, draw)


def _string(random, type_, parameter):
    how = random.choice(["", "", ":exact", ":contains"])

    def draw():
        word = random.choice(WORDS)
        if how != ":exact":
            word = random.choice([word, word[:3], word[2:6].strip() or word, word.upper()])
        means = {
            "": lambda value: fold(value).startswith(fold(word)),
            ":contains": lambda value: fold(word) in fold(value),
            ":exact": lambda value: value == word,
        }[how]  # fmt: skip
        return escape(word), means

    return _any(random, parameter, draw, how)


def _reference(random, type_, parameter):
    how = random.choice(["", "id", ":identifier", ":Practitioner"])
    if how == ":Practitioner" and parameter == "custodian":
        how = ""

    def draw():
        if how == ":identifier":
            system, value = random.choice(NUMBERED)
            is_any = random.random() < 0.3
            return value if is_any else f"{system}|{value}", lambda one: one[2] == value and (is_any or one[1] == system)
        target = random.choice([one for one in PEOPLE if parameter != "actor" or one.startswith("Practitioner/")])
        if how == "":
            possible = target if parameter != "custodian" else "Organization/fjord"
            return possible, lambda one: one[0] == possible
        id_ = target.split("/")[1]
        return id_, lambda one: one[0] is not None and one[0].endswith(f"/{id_}") and (how == "id" or one[0].startswith("Practitioner/"))

    return _any(random, parameter, draw, how if how.startswith(":") else "")


def _uri(random, type_, parameter):
    how = random.choice(["", ":below", ":above"])

    def draw():
        place = random.choice([*PLACES[:2], "http://example.no/a/b/c", "http://example.no"] if how else PLACES)
        means = {
            "": lambda value: value == place,
            ":below": lambda value: value == place or value.startswith(place + "/"),
            ":above": lambda value: place == value or place.startswith(value + "/"),
        }[how]  # fmt: skip
        return place, means

    return _any(random, parameter, draw, how)


def _measure(random):
    prefix, number = random.choice(PREFIXES), random.choice([*NUMBERS, "100", "5.00"])
    form = random.choice(["number", "both", "code"])
    code = random.choice(["mm[Hg]", "mmHg", "mg"])
    written = {"number": "", "both": f"|{UCUM}|{code}", "code": f"||{code}"}[form]

    def means(value):
        has_unit = {
            "number": True,
            "both": value.get("system") == UCUM and value.get("code") == code,
            "code": code in (value.get("code"), value.get("unit")),
        }[form]  # fmt: skip
        return has_unit and numbered(prefix, number, Decimal(str(value["value"])))

    return f"{prefix if prefix != 'eq' else ''}{number}{written}", means


def _quantity(random, type_, parameter):
    return _any(random, parameter, lambda: _measure(random))


def _composite(random, type_, parameter):
    def draw():
        system, code = random.choice(CODES)
        measure, means = _measure(random)
        token = f"{system}|{code}" if system else code
        return f"{token}${measure}", lambda place: _is_coded(place[0], system, code) and means(place[1])

    return _any(random, parameter, draw)


def _is_coded(concept, system, code):
    return any(one["code"] == code and system in (None, one.get("system")) for one in concept.get("coding", ()))
