"""The invariants of capabilities, code systems, value sets, maps, measures and the other definitions, but for structures and tests.

Source: FHIR R4 4.0.1, the pages of the types named below.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from innsyn.fhir.invariants.rule import Rule, Value, are_distinct, has, how_many, inner

_LONGEST_NUMBER = 10


def _codes(value: Value) -> Iterator[Any]:
    for concept in inner(value, "concept"):
        yield concept.get("code")
        yield from _codes(concept)


def _statement(first: int, prefix: str) -> tuple[Rule, ...]:
    """Give the rules that CapabilityStatement and TerminologyCapabilities share, by the number of the first."""
    return (
        Rule(
            f"{prefix}-2", "a description, a software or an implementation", lambda v: has(v, "description", "software", "implementation")
        ),
        Rule(f"{prefix}-{first}", "an instance has an implementation", lambda v: v.get("kind") != "instance" or has(v, "implementation")),
        Rule(
            f"{prefix}-{first + 1}",
            "a capability has software and no implementation",
            lambda v: v.get("kind") != "capability" or (has(v, "software") and not has(v, "implementation")),
        ),
        Rule(
            f"{prefix}-{first + 2}",
            "requirements have neither software nor implementation",
            lambda v: v.get("kind") != "requirements" or not has(v, "software", "implementation"),
        ),
    )


def _has_one_of_components(value: Value, *names: str) -> bool:
    return has(value, *names) != has(value, "component")


def _groups_named(value: Value) -> bool:
    known = {one.get("id") for one in inner(value, "grouping")}
    return all(one["groupingId"] in known for one in inner(value, "resource") if "groupingId" in one)


def _versions_named(value: Value) -> bool:
    listed = [one for part in inner(value, "definition") for one in inner(part, "resource")]
    return all(set(one.get("fhirVersion", ())) <= set(value.get("fhirVersion", ())) for one in listed)


def _is_most(value: Value) -> bool:
    most = value.get("max", "*")
    return most == "*" or (len(most) < _LONGEST_NUMBER and most.isascii() and most.isdigit() and int(most) > 0)


def _together(key: str, name: str, other: str) -> Rule:
    return Rule(key, f"with {name} there must be {other}", lambda v: not has(v, name) or has(v, other))


CONFORMANCE: Mapping[str, tuple[Rule, ...]] = {
    "CapabilityStatement": (
        Rule("cpb-1", "at least one of rest, messaging, document", lambda v: has(v, "rest", "messaging", "document")),
        *_statement(14, "cpb"),
        Rule(
            "cpb-3",
            "only an instance has messaging endpoints",
            lambda v: v.get("kind") == "instance" or not any(has(one, "endpoint") for one in inner(v, "messaging")),
        ),
        Rule(
            "cpb-7",
            "each document comes once by profile and mode",
            lambda v: are_distinct(f"{one.get('profile')} {one.get('mode')}" for one in inner(v, "document")),
        ),
    ),
    "CapabilityStatement.rest": (
        Rule("cpb-9", "each resource type comes once", lambda v: are_distinct(one.get("type") for one in inner(v, "resource"))),
    ),
    "CapabilityStatement.rest.resource": (
        Rule("cpb-12", "each search parameter comes once", lambda v: are_distinct(one.get("name") for one in inner(v, "searchParam"))),
    ),
    "CodeSystem": (Rule("csd-1", "each code comes once", lambda v: are_distinct(_codes(v))),),
    "ConceptMap.group.element.target": (
        Rule(
            "cmd-1",
            "a narrower or inexact match has a comment",
            lambda v: has(v, "comment") or v.get("equivalence") not in ("narrower", "inexact"),
        ),
    ),
    "ConceptMap.group.unmapped": (
        Rule("cmd-2", "mode fixed has a code", lambda v: v.get("mode") != "fixed" or has(v, "code")),
        Rule("cmd-3", "mode other-map has a url", lambda v: v.get("mode") != "other-map" or has(v, "url")),
    ),
    "ImplementationGuide": (Rule("ig-2", "each fhirVersion is one of the guide's", _versions_named),),
    "ImplementationGuide.definition": (Rule("ig-1", "each groupingId is defined", _groups_named),),
    "Measure": (
        Rule(
            "mea-1",
            "a stratifier has criteria or components",
            lambda v: all(
                _has_one_of_components(one, "code", "description", "criteria")
                for group in inner(v, "group")
                for one in inner(group, "stratifier")
            ),
        ),
    ),
    "MeasureReport": (
        Rule("mrp-1", "a data collection has no groups", lambda v: v.get("type") != "data-collection" or not has(v, "group")),
        Rule(
            "mrp-2",
            "a stratum has a value or components",
            lambda v: all(
                _has_one_of_components(one, "value")
                for group in inner(v, "group")
                for stratifier in inner(group, "stratifier")
                for one in inner(stratifier, "stratum")
            ),
        ),
    ),
    "MessageDefinition.focus": (Rule("md-1", "max is * or above zero", _is_most),),
    "NamingSystem": (
        Rule(
            "nsd-1",
            "a root has no uuid",
            lambda v: v.get("kind") != "root" or all(one.get("type") != "uuid" for one in inner(v, "uniqueId")),
        ),
        Rule(
            "nsd-2",
            "one preferred identifier of each type",
            lambda v: are_distinct(one.get("type") for one in inner(v, "uniqueId") if one.get("preferred") is True),
        ),
    ),
    "OperationDefinition.parameter": (
        Rule("opd-1", "a type or parts", lambda v: has(v, "type", "part")),
        Rule("opd-2", "searchType only for a string", lambda v: not has(v, "searchType") or v.get("type") == "string"),
        Rule(
            "opd-3",
            "targetProfile only for a Reference or canonical",
            lambda v: not has(v, "targetProfile") or v.get("type") in ("Reference", "canonical"),
        ),
    ),
    "SearchParameter": (
        _together("spd-1", "xpath", "xpathUsage"),
        Rule("spd-2", "only a reference is chained", lambda v: not has(v, "chain") or v.get("type") == "reference"),
    ),
    "StructureMap.group.rule.target": (_together("smp-1", "element", "context"), _together("smp-2", "context", "contextType")),
    "TerminologyCapabilities": (*_statement(3, "tcp"),),
    "TerminologyCapabilities.codeSystem": (
        Rule(
            "tcp-1",
            "several versions each have a code",
            lambda v: how_many(v, "version") <= 1 or all(has(one, "code") for one in inner(v, "version")),
        ),
    ),
    "ValueSet.compose.include": (
        Rule("vsd-1", "a valueSet or a system", lambda v: has(v, "valueSet", "system")),
        Rule("vsd-2", "concepts and filters are of a system", lambda v: not has(v, "concept", "filter") or has(v, "system")),
        Rule("vsd-3", "not both concept and filter", lambda v: not (has(v, "concept") and has(v, "filter"))),
    ),
    "ValueSet.expansion.contains": (
        Rule("vsd-6", "a code or a display", lambda v: has(v, "code", "display")),
        Rule("vsd-9", "a code, unless abstract", lambda v: has(v, "code") or v.get("abstract") is True),
        _together("vsd-10", "code", "system"),
    ),
}
"""Type or nested element → its rules."""

_NAMED = """
ActivityDefinition CapabilityStatement ChargeItemDefinition CodeSystem ConceptMap EffectEvidenceSynthesis
EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition ImplementationGuide Library Measure
MessageDefinition NamingSystem OperationDefinition PlanDefinition Questionnaire ResearchDefinition
ResearchElementDefinition RiskEvidenceSynthesis SearchParameter StructureDefinition StructureMap TerminologyCapabilities
TestScript ValueSet
"""

NAMED = tuple(_NAMED.split())
"""The types whose `name` should be usable in programs (adf-0, cpb-0 …): said as advice only."""
