"""The invariants of Questionnaire.

Source: FHIR R4 4.0.1, questionnaire.html. que-12 is held as its expression says: from three conditions on.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from innsyn.fhir.invariants.rule import Rule, Value, are_distinct, has, how_many, inner

_CHOOSING = ("choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity")
_WRITING = ("boolean", "decimal", "integer", "string", "text", "url", "open-choice")


def _link_ids(value: Value) -> Iterator[Any]:
    for item in inner(value, "item"):
        yield item.get("linkId")
        yield from _link_ids(item)


def _display_without(key: str, *names: str) -> Rule:
    return Rule(key, f"a display item has no {' or '.join(names)}", lambda v: v.get("type") != "display" or not has(v, *names))


QUESTIONNAIRES: Mapping[str, tuple[Rule, ...]] = {
    "Questionnaire": (Rule("que-2", "each linkId comes once", lambda v: are_distinct(_link_ids(v))),),
    "Questionnaire.item": (
        Rule(
            "que-1",
            "a group has items and a display item has none",
            lambda v: has(v, "item") if v.get("type") == "group" else not (v.get("type") == "display" and has(v, "item")),
        ),
        _display_without("que-3", "code"),
        Rule("que-4", "not both answerOption and answerValueSet", lambda v: not (has(v, "answerOption") and has(v, "answerValueSet"))),
        Rule(
            "que-5",
            "only an item with a simple answer has a list of answers",
            lambda v: v.get("type") in _CHOOSING or not has(v, "answerValueSet", "answerOption"),
        ),
        _display_without("que-6", "required", "repeats"),
        Rule(
            "que-8",
            "a group or display item has no initial value",
            lambda v: v.get("type") not in ("group", "display") or not has(v, "initial"),
        ),
        _display_without("que-9", "readOnly"),
        Rule("que-10", "maxLength only for what is written", lambda v: v.get("type") in _WRITING or not has(v, "maxLength")),
        Rule("que-11", "not both answerOption and initial", lambda v: not (has(v, "answerOption") and has(v, "initial"))),
        Rule("que-12", "several conditions have enableBehavior", lambda v: how_many(v, "enableWhen") <= 2 or has(v, "enableBehavior")),
        Rule("que-13", "several initial values only when it repeats", lambda v: v.get("repeats") is True or how_many(v, "initial") <= 1),
    ),
    "Questionnaire.item.enableWhen": (
        Rule("que-7", "exists is answered by yes or no", lambda v: v.get("operator") != "exists" or has(v, "answerBoolean")),
    ),
}
"""Type or nested element → its rules."""
