"""The invariants of people, organisations, appointments, lists and tasks.

Source: FHIR R4 4.0.1, the pages of the types named below.
"""

from collections.abc import Mapping

from innsyn.fhir.invariants.rule import Rule, Value, has, has_choice, how_many, inner, is_not_before

_WITHOUT_TIME = ("proposed", "cancelled", "waitlist")


def _has_no_home(name: str) -> Rule:
    key = "org-2" if name == "address" else "org-3"
    return Rule(key, f"an organization's {name} is not of use home", lambda v: all(one.get("use") != "home" for one in inner(v, name)))


def _is_parameter(value: Value) -> bool:
    """Say whether a parameter has exactly one of value, resource, part."""
    return [has_choice(value, "value"), has(value, "resource"), has(value, "part")].count(True) == 1


def _only_in(key: str, mode: str, name: str) -> Rule:
    text = f"{name} of an entry only in a list of mode {mode}"
    return Rule(key, text, lambda v: v.get("mode") == mode or not any(has(entry, name) for entry in inner(v, "entry")))


ADMINISTRATIVE: Mapping[str, tuple[Rule, ...]] = {
    "Appointment": (
        Rule("app-2", "start and end come together", lambda v: has(v, "start") == has(v, "end")),
        Rule(
            "app-3",
            "start and end, unless proposed, cancelled or on a waiting list",
            lambda v: (has(v, "start") and has(v, "end")) or v.get("status") in _WITHOUT_TIME,
        ),
        Rule(
            "app-4",
            "cancelationReason only when cancelled or not met",
            lambda v: not has(v, "cancelationReason") or v.get("status") in ("no-show", "cancelled"),
        ),
    ),
    "Appointment.participant": (Rule("app-1", "a type or an actor", lambda v: has(v, "type", "actor")),),
    "AppointmentResponse": (Rule("apr-1", "a participantType or an actor", lambda v: has(v, "participantType", "actor")),),
    "CoverageEligibilityResponse.insurance.item": (
        Rule("ces-1", "either category or productOrService", lambda v: has(v, "category") != has(v, "productOrService")),
    ),
    "Group": (Rule("grp-1", "only an actual group has members", lambda v: not has(v, "member") or v.get("actual") is True),),
    "InsurancePlan": (Rule("ipn-1", "a name or an identifier", lambda v: has(v, "identifier", "name")),),
    "Linkage": (Rule("lnk-1", "at least two items", lambda v: how_many(v, "item") > 1),),
    "List": (
        Rule("lst-1", "not both emptyReason and entry", lambda v: not (has(v, "emptyReason") and has(v, "entry"))),
        _only_in("lst-2", "changes", "deleted"),
        _only_in("lst-3", "working", "date"),
    ),
    "Organization": (
        Rule("org-1", "a name or an identifier", lambda v: has(v, "identifier", "name")),
        _has_no_home("address"),
        _has_no_home("telecom"),
    ),
    "Parameters.parameter": (Rule("inv-1", "exactly one of value, resource, part", _is_parameter),),
    "Patient.contact": (
        Rule(
            "pat-1",
            "a contact has a name, telecom, address or organization",
            lambda v: has(v, "name", "telecom", "address", "organization"),
        ),
    ),
    "RequestGroup.action": (Rule("rqg-1", "either resource or action", lambda v: has(v, "resource") != has(v, "action")),),
    "Task": (Rule("inv-1", "lastModified is not before authoredOn", lambda v: is_not_before(v.get("lastModified"), v.get("authoredOn"))),),
}
"""Type or nested element → its rules."""
