"""How a renewal names its prescriptions: `about` of the message, `input` of the conversation, and what came of each as `output`.

Source: HL7 FHIR R4 Communication.about, Task.input, Task.output; Volven 7602 (14 renewed, 15 not, 32 in part); docs/spec/dialogue.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from innsyn.gate.standing.conversations import Conversation
from innsyn.kernel.systems import CLOSING_CODE, DIALOGUE

PRESCRIPTION = "prescription"
"""Code in our system: of the inputs that name what is asked for."""

Outcome = Literal["waits", "renewed", "not_renewed", "see_answer"]
_OUTCOMES: Mapping[str, Outcome] = {"14": "renewed", "15": "not_renewed", "32": "see_answer"}


@dataclass(frozen=True, slots=True)
class Named:
    """A prescription as a renewal names it. reference: `MedicationRequest/id`. name: as it was called then."""

    reference: str
    name: str = field(repr=False)


def about_of(prescriptions: tuple[Named, ...]) -> dict[str, Any]:
    """Write what a message is about; nothing for no prescriptions."""
    return {"about": [_written(each) for each in prescriptions]} if prescriptions else {}


def named_in(communication: Mapping[str, Any]) -> tuple[Named, ...]:
    """Read which prescriptions a message is about."""
    return _named(communication.get("about", ()))


def inputs_of(prescriptions: tuple[Named, ...]) -> dict[str, Any]:
    """Write what a conversation asks for; nothing for no prescriptions."""
    kind = {"coding": [{"system": DIALOGUE, "code": PRESCRIPTION}]}
    return {"input": [{"type": kind, "valueReference": _written(each)} for each in prescriptions]} if prescriptions else {}


def in_words(text: str, prescriptions: tuple[Named, ...]) -> str:
    """Say what a message reads: the names of what is asked for stand first, for whoever reads words only."""
    return "\n\n".join(part for part in ("\n".join(each.name for each in prescriptions), text) if part)


def asked_in(task: Mapping[str, Any]) -> tuple[Named, ...]:
    """Read which prescriptions a conversation asks for."""
    return _named(each.get("valueReference", {}) for each in task.get("input", ()) if _is_prescription(each))


def with_outcomes(task: Mapping[str, Any], decided: Mapping[str, str]) -> dict[str, Any]:
    """Write what came of each prescription beside what is told already. decided: reference to Volven 7602, 14 or 15."""
    others = [each for each in task.get("output", ()) if str(each.get("valueReference", {}).get("reference", "")) not in decided]
    told = [
        {"type": {"coding": [{"system": CLOSING_CODE, "code": code}]}, "valueReference": {"reference": reference}}
        for reference, code in decided.items()
    ]
    return {**task, "output": [*others, *told]} if told else dict(task)


def code_of_all(decided: Mapping[str, str]) -> str:
    """Say in one code of Volven 7602 what came of them all: 14 renewed, 15 not, 32 some of them. decided: not empty."""
    codes = set(decided.values())
    return codes.pop() if len(codes) == 1 else "32"


def outcomes(task: Mapping[str, Any], told: Conversation) -> tuple[tuple[Named, Outcome], ...]:
    """Say what came of each prescription: what the clinic said of it, else what it said of all of them."""
    each_of = {
        str(each.get("valueReference", {}).get("reference", "")): outcome
        for each in task.get("output", ())
        for coding in each.get("type", {}).get("coding", ())
        if coding.get("system") == CLOSING_CODE and (outcome := _OUTCOMES.get(str(coding.get("code")))) is not None
    }
    of_all = _OUTCOMES.get(told.answer) or ("see_answer" if told.is_answered or not told.is_open else "waits")
    return tuple((each, each_of.get(each.reference, of_all)) for each in asked_in(task))


def _written(named: Named) -> dict[str, str]:
    return {"reference": named.reference, "display": named.name}


def _is_prescription(told: Mapping[str, Any]) -> bool:
    codings = told.get("type", {}).get("coding", ())
    return any((each.get("system"), each.get("code")) == (DIALOGUE, PRESCRIPTION) for each in codings)


def _named(references: Iterable[Mapping[str, Any]]) -> tuple[Named, ...]:
    return tuple(Named(str(each["reference"]), str(each.get("display", ""))) for each in references if each.get("reference"))
