"""The invariants of TestScript and TestReport.

Source: FHIR R4 4.0.1, testscript.html, testreport.html.
"""

from collections.abc import Mapping

from innsyn.fhir.invariants.rule import Rule, Value, has, how_many, inner

_ASSERTIONS = (
    *("contentType", "expression", "headerField", "minimumId", "navigationLinks", "path", "requestMethod", "resource"),
    *("responseCode", "response", "validateProfileId"),
)
_WITHOUT_SOURCE = ("capabilities", "search", "transaction", "history")


def _does_one(value: Value) -> bool:
    return has(value, "operation") != has(value, "assert")


def _is_assert_single(value: Value) -> bool:
    return has(value, "extension") or how_many(value, *_ASSERTIONS) <= 1


def _compares(value: Value) -> bool:
    return has(value, "compareToSourceId") == has(value, "compareToSourceExpression", "compareToSourcePath")


def _is_request_without_response(value: Value) -> bool:
    return value.get("direction") != "request" or not has(value, "response", "responseCode")


def _has_target(value: Value) -> bool:
    is_exempt = has(value, "sourceId") or value.get("type", {}).get("code") in _WITHOUT_SOURCE
    return is_exempt or how_many(value, "targetId", "url", "params") == 1


def _asserts_in_order(value: Value) -> bool:
    checks = (_is_assert_single, _compares, _is_request_without_response)
    return all(check(one) for check in checks for one in inner(value, "assert"))


def _operates_in_order(value: Value) -> bool:
    return all(_has_target(one) for one in inner(value, "operation"))


def _action(does: str, operates: str, asserts: str) -> tuple[Rule, ...]:
    """Give the rules of an action; those of its parts are told at the action, since setup and test share them in the tables."""
    return (
        Rule(does, "either operation or assert", _does_one),
        Rule(operates, "an operation has a source, or one of target, url, params", _operates_in_order),
        Rule(asserts, "an assert is one assertion that fits its direction", _asserts_in_order),
    )


TESTS_AND_REPORTS: Mapping[str, tuple[Rule, ...]] = {
    "TestReport.setup.action": (Rule("inv-1", "either operation or assert", _does_one),),
    "TestReport.test.action": (Rule("inv-2", "either operation or assert", _does_one),),
    "TestScript.metadata": (
        Rule(
            "tst-4",
            "a capability is required or validated",
            lambda v: any(has(one, "required", "validated") for one in inner(v, "capability")),
        ),
    ),
    "TestScript.setup.action": _action("tst-1", "tst-7", "tst-5"),
    "TestScript.test.action": _action("tst-2", "tst-8", "tst-6"),
    "TestScript.teardown.action": (Rule("tst-9", "an operation has a source, or one of target, url, params", _operates_in_order),),
    "TestScript.variable": (
        Rule(
            "tst-3",
            "one of expression, headerField, path",
            lambda v: not (has(v, "expression") and has(v, "headerField") and has(v, "path")),
        ),
    ),
}
"""Type or nested element → its rules."""
