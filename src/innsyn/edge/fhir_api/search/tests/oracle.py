"""Searches plain dicts, slowly and obviously: an interpretation of R4's search of its own, knowing nothing of how the server does it.

Source: FHIR R4 4.0.1, search.html, read anew. Element paths stand in `PARAMETERS`, for the types that `random_resources` makes.
"""

import unicodedata
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
ALWAYS, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def at(resource, path):
    """Every value at the end of a path, lists laid flat."""
    found = [resource]
    for name in path.split("."):
        found = [one[name] for one in found if isinstance(one, dict) and name in one]
        found = [each for one in found for each in (one if isinstance(one, list) else [one])]
    return found


def tokens(values, implied=None):
    """(system, code, words) of codes, codings, concepts, identifiers, contact points and truths."""
    found = []
    for value in values:
        if isinstance(value, bool):
            found.append((None, "true" if value else "false", []))
        elif isinstance(value, str):
            found.append((implied, value, []))
        elif "coding" in value or set(value) <= {"text"}:
            found += [(one.get("system"), one.get("code"), [one.get("display"), value.get("text")]) for one in value.get("coding", ())]
            found += [(None, None, [value["text"]])] if "text" in value else []
        elif "code" in value or "display" in value:
            found.append((value.get("system"), value.get("code"), [value.get("display")]))
        elif value.get("system") in ("phone", "email"):
            found.append((None, value.get("value"), []))
        else:
            found.append((value.get("system"), value.get("value"), [(value.get("type") or {}).get("text")]))
    return found


def instant(text):
    """The half-open interval of a date or instant, a day being a day in Norway."""
    if len(text) == 4:
        return datetime(int(text), 1, 1, tzinfo=OSLO), datetime(int(text) + 1, 1, 1, tzinfo=OSLO)
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        return datetime(year, month, 1, tzinfo=OSLO), datetime(year + month // 12, month % 12 + 1, 1, tzinfo=OSLO)
    if len(text) == 10:
        start = datetime(*map(int, text.split("-")), tzinfo=OSLO)
        return start, start + timedelta(days=1)
    start = datetime.fromisoformat(text)
    return start, start + (timedelta(milliseconds=1) if "." in text else timedelta(seconds=1))


def intervals(values):
    """The interval of every date and period."""
    found = []
    for value in values:
        if isinstance(value, str):
            found.append(instant(value))
        else:
            start = instant(value["start"])[0] if "start" in value else ALWAYS
            end = instant(value["end"])[1] if "end" in value else NEVER
            found += [(start, end)] if value else []
    return found


def fold(text):
    """Without case and accents."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one))
    return " ".join(plain.replace("ø", "o").replace("æ", "ae").split())


def dated(prefix, low, high, interval):
    """Whether an interval compares so with the searched one."""
    start, end = interval
    within = low <= start and end <= high
    return {
        "eq": within, "ne": not within, "gt": end > high, "lt": start < low, "ge": end > high or within, "le": start < low or within,
        "sa": start >= high, "eb": end <= low,
    }[prefix]  # fmt: skip


def numbered(prefix, written, value):
    """Whether a number compares so with the searched one, whose digits say how precise it is."""
    wanted = Decimal(written)
    around = Decimal(5).scaleb(min(wanted.as_tuple().exponent, 0) - 1)
    within = wanted - around <= value < wanted + around
    return {
        "eq": within, "ne": not within, "gt": value > wanted, "lt": value < wanted, "ge": value >= wanted, "le": value <= wanted,
        "sa": value > wanted, "eb": value < wanted,
    }[prefix]  # fmt: skip


def pointed(values):
    """`Type/id` and `(system, value)` of references."""
    found = []
    for value in values:
        identifier = value.get("identifier") or {}
        if "reference" in value or "value" in identifier:
            found.append((value.get("reference"), identifier.get("system"), identifier.get("value")))
    return found


_STATUS = "http://hl7.org/fhir/"
_META = {
    "_tag": ("token", ["meta.tag"]),
    "_profile": ("uri", ["meta.profile"]),
    "_source": ("uri", ["meta.source"]),
    "identifier": ("token", ["identifier"]),
}
PARAMETERS = {
    "Observation": _META | {
        "status": ("token", ["status"], _STATUS + "observation-status"),
        "code": ("token", ["code"]),
        "category": ("token", ["category"]),
        "combo-code": ("token", ["code", "component.code"]),
        "component-code": ("token", ["component.code"]),
        "date": ("date", ["effectiveDateTime", "effectivePeriod"]),
        "performer": ("reference", ["performer"]),
        "value-quantity": ("quantity", ["valueQuantity"]),
        "combo-value-quantity": ("quantity", ["valueQuantity", "component.valueQuantity"]),
        "value-string": ("string", ["valueString", "valueCodeableConcept.text"]),
        "value-concept": ("token", ["valueCodeableConcept"]),
        "code-value-quantity": ("composite", [("", "code", "valueQuantity")]),
        "combo-code-value-quantity": ("composite", [("", "code", "valueQuantity"), ("component", "code", "valueQuantity")]),
    },
    "DocumentReference": _META | {
        "status": ("token", ["status"], _STATUS + "document-reference-status"),
        "type": ("token", ["type"]),
        "category": ("token", ["category"]),
        "date": ("date", ["date"]),
        "description": ("string", ["description"]),
        "custodian": ("reference", ["custodian"]),
        "author": ("reference", ["author"]),
        "security-label": ("token", ["securityLabel"]),
        "period": ("date", ["context.period"]),
        "event": ("token", ["context.event"]),
        "contenttype": ("token", ["content.attachment.contentType"]),
        "location": ("uri", ["content.attachment.url"]),
        "creation": ("date", ["content.attachment.creation"]),
        "identifier": ("token", ["identifier", "masterIdentifier"]),
    },
    "Appointment": _META | {
        "status": ("token", ["status"], _STATUS + "appointmentstatus"),
        "date": ("date", ["start"]),
        "service-type": ("token", ["serviceType"]),
        "reason-code": ("token", ["reasonCode"]),
        "appointment-type": ("token", ["appointmentType"]),
        "actor": ("reference", ["participant.actor"]),
        "part-status": ("token", ["participant.status"], _STATUS + "participationstatus"),
    },
    "Task": _META | {
        "status": ("token", ["status"], _STATUS + "task-status"),
        "intent": ("token", ["intent"]),
        "code": ("token", ["code"]),
        "business-status": ("token", ["businessStatus"]),
        "owner": ("reference", ["owner"]),
        "requester": ("reference", ["requester"]),
        "authored-on": ("date", ["authoredOn"]),
        "modified": ("date", ["lastModified"]),
        "period": ("date", ["executionPeriod"]),
        "group-identifier": ("token", ["groupIdentifier"]),
        "priority": ("token", ["priority"], _STATUS + "request-priority"),
    },
    "MedicationRequest": _META | {
        "status": ("token", ["status"], _STATUS + "CodeSystem/medicationrequest-status"),
        "code": ("token", ["medicationCodeableConcept"]),
        "intent": ("token", ["intent"], _STATUS + "CodeSystem/medicationrequest-intent"),
        "authoredon": ("date", ["authoredOn"]),
        "requester": ("reference", ["requester"]),
        "date": ("date", ["dosageInstruction.timing.event"]),
        "priority": ("token", ["priority"], _STATUS + "request-priority"),
    },
    "Patient": {name: known for name, known in _META.items() if name != "identifier"} | {
        "name": ("string", ["name.family", "name.given", "name.text"]),
        "family": ("string", ["name.family"]),
        "given": ("string", ["name.given"]),
        "gender": ("token", ["gender"], _STATUS + "administrative-gender"),
        "birthdate": ("date", ["birthDate"]),
        "active": ("token", ["active"]),
        "address-city": ("string", ["address.city"]),
        "address": ("string", ["address.city", "address.postalCode"]),
        "telecom": ("token", ["telecom"]),
        "address-use": ("token", ["address.use"], _STATUS + "address-use"),
    },
}  # fmt: skip


def values_of(resource, parameter):
    """What a parameter finds in a resource, read by its kind."""
    kind, paths, *implied = PARAMETERS[resource["resourceType"]][parameter]
    if kind == "composite":
        return [place for path in paths for place in _places(resource, path)]
    found = [value for path in paths for value in at(resource, path)]
    if kind == "token":
        return tokens(found, *implied)
    return {"date": intervals, "reference": pointed, "string": list, "uri": list, "quantity": list}[kind](found)


def _places(resource, path):
    base, *names = path
    places = at(resource, base) if base else [resource]
    return [[place[name] for name in names] for place in places if all(name in place for name in names)]
