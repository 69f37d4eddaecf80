"""A rule's examples told as sentences: who does what with what, and then only what is otherwise than usual.

Source: docs/spec/access.md#AC-1; the sentences are in texts/, keys `rules.told`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from innsyn.features.rules.things import also_of, status_of, thing_of, token_of
from innsyn.gate.rules.access_facts import PATIENT_KEEPS, REGISTERED_LABEL, WITHHOLDING_LABEL
from innsyn.gate.rules.age import whole_years
from innsyn.gate.rules.policy import NATION
from innsyn.gate.rules.professions import PROFESSIONS
from innsyn.gate.rules.rule import Rule, Vector
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, TODAY, Situation
from innsyn.kernel.said import Said, Value, Word

Part = tuple[str, Mapping[str, Value]]
"""The end of a text key, and what fills its places."""

_PLAIN = Situation()
_NUMBERS = {HOSPITAL: "hospital", OTHER_HOSPITAL: "other", NATION: "nation", PATIENT_KEEPS: "patient", None: "unknown"}
_DAYS = {(1, None): "tomorrow", (0, 0): "today", (None, -1): "ended"}
_TOLD_BY_THING = {WITHHOLDING_LABEL, REGISTERED_LABEL}
_PURPOSES = frozenset({"TREAT", "ETREAT", "COC", "BTG", "PATADMIN", "HCOMPL", "RECORDMGT", "HOPERAT"})


@dataclass(frozen=True, slots=True)
class Example:
    """One example. sentences: in the order they are read. speaks: whether the rule does what it does here."""

    sentences: tuple[Said, ...]
    speaks: bool


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """Tell a rule's examples: those in which it speaks first."""
    found = [_example(vector) for vector in rule.vectors]
    return tuple(sorted(found, key=lambda each: not each.speaks))


def told(situation: Situation) -> tuple[Said, ...]:
    """Tell a situation: the act, then each fact that is otherwise than in the plainest situation."""
    begun = Said(f"rules.told.{situation.role}.{situation.act}", {"thing": Word(f"rules.thing.{thing_of(situation)}")})
    facts = (_fact(name, tell, situation) for name, tell in _FACTS.items() if getattr(situation, name) != getattr(_PLAIN, name))
    return (begun, *(fact for fact in facts if fact is not None))


def _example(vector: Vector) -> Example:
    return Example(told(vector.situation), vector.speaks)


def _fact(name: str, tell: "Callable[[Situation], Part | None]", situation: Situation) -> Said | None:
    part = tell(situation)
    return None if part is None else Said(f"rules.told.{name}.{part[0]}", part[1])


def _named(name: str) -> Callable[[Situation], Part]:
    """Tell a fact by its own word: yes and no, and unknown when nobody knows."""
    words = {True: "yes", False: "no", None: "unknown"}

    def tell(situation: Situation) -> Part:
        value = getattr(situation, name)
        return words[value] if value is None or isinstance(value, bool) else str(value), {}

    return tell


def _numbered(name: str) -> Callable[[Situation], Part]:
    """Tell an organisation: the hospital of every example, another, nobody known, or a number that is none."""

    def tell(situation: Situation) -> Part:
        value = getattr(situation, name)
        number = (value[0] if len(value) == 1 else "several") if isinstance(value, tuple) else value
        return _NUMBERS.get(number, "false"), {}

    return tell


def _counted(name: str) -> Callable[[Situation], Part]:
    """Tell a number of days or minutes: none, one, some, or unknown."""

    def tell(situation: Situation) -> Part:
        value = getattr(situation, name)
        if value is None:
            return "unknown", {}
        return ("before" if value < 0 else "none" if value == 0 else "one" if value == 1 else "some"), {"count": value}

    return tell


def _period(name: str) -> Callable[[Situation], Part]:
    return lambda situation: (_DAYS[getattr(situation, name)], {})


def _born(situation: Situation) -> Part:
    """Tell an age; on the birthday and the day before, that it is."""
    if situation.born is None:
        return "unknown", {}
    born = date.fromisoformat(situation.born)
    years = whole_years(born, TODAY)
    if years is None:
        return "unborn", {}
    is_today = (born.month, born.day) == (TODAY.month, TODAY.day)
    is_tomorrow = whole_years(born, TODAY + timedelta(days=1)) != years
    when = "today" if is_today else "tomorrow" if is_tomorrow else "years"
    return ("newborn" if is_today and years == 0 else when), {"count": years + 1 if is_tomorrow else years}


def _labels(situation: Situation) -> Part | None:
    codes = tuple(code for code in situation.labels if code not in _TOLD_BY_THING)
    if codes:
        return "codes", {"codes": codes}
    return ("registered", {}) if REGISTERED_LABEL in situation.labels and situation.type != "RelatedPerson" else None


def _profession(situation: Situation) -> Part:
    if situation.profession in PROFESSIONS:
        return "known", {"profession": Word(f"gate.profession.{situation.profession}")}
    return ("unknown", {}) if situation.profession is None else ("strange", {"code": situation.profession})


def _purpose(situation: Situation) -> Part:
    if situation.purpose in _PURPOSES:
        return "known", {"purpose": Word(f"gate.purpose.{situation.purpose}")}
    return "strange", {"code": situation.purpose}


def _basis(situation: Situation) -> Part:
    return "known", {"basis": Word(situation.basis)}


def _reason(situation: Situation) -> Part:
    return "none" if situation.reason is None else "blank", {}


def _grant(situation: Situation) -> Part:
    if situation.grant is None:
        return "withdrawn", {}
    return "areas", {"areas": tuple(Word(f"rules.area.{area}") for area in situation.grant)}


def _posts(situation: Situation) -> Part:
    return situation.posts[0], {}


def _withheld(situation: Situation) -> Part:
    return "code", {"code": situation.withheld or ""}


def _record_labels(situation: Situation) -> Part:
    return "codes", {"codes": situation.record_labels}


_FACTS: dict[str, Callable[[Situation], Part | None]] = {
    "born": _born,
    "own": _named("own"),
    "dead": _named("dead"),
    "protected": _named("protected"),
    "same_patient": _named("same_patient"),
    "known_patient": _named("known_patient"),
    "level": _named("level"),
    "minutes": _counted("minutes"),
    "parent": _named("parent"),
    "other_parent_protected": _named("other_parent_protected"),
    "guardian": _named("guardian"),
    "guardian_days": _period("guardian_days"),
    "care_from": _numbered("care_from"),
    "grant": _grant,
    "grant_from": _numbered("grant_from"),
    "grant_days": _period("grant_days"),
    "grant_is_readable": _named("grant_is_readable"),
    "actor_adult": _named("actor_adult"),
    "actor_protected": _named("actor_protected"),
    "profession": _profession,
    "organisation": _numbered("organisation"),
    "posts": _posts,
    "purpose": _purpose,
    "basis": _basis,
    "reason": _reason,
    "token": token_of,
    "also": also_of,
    "status": status_of,
    "drafted_by": _named("drafted_by"),
    "drafted_to": _numbered("drafted_to"),
    "labels": _labels,
    "custodian": _numbered("custodian"),
    "signed_days_ago": _counted("signed_days_ago"),
    "recorded_days_ago": _counted("recorded_days_ago"),
    "record_labels": _record_labels,
    "withheld": _withheld,
    "withheld_by": _numbered("withheld_by"),
    "withheld_what": _named("withheld_what"),
    "withheld_days": _period("withheld_days"),
    "withheld_is_told": _named("withheld_is_told"),
    "wish": _named("wish"),
    "wish_to": _numbered("wish_to"),
    "shield": _named("shield"),
    "shield_what": _named("shield_what"),
    "shield_by": _numbered("shield_by"),
    "shield_days": _period("shield_days"),
    "shield_is_readable": _named("shield_is_readable"),
    "shields_told": _named("shields_told"),
    "graded": _numbered("graded"),
    "delay_days": _counted("delay_days"),
    "delay_code": lambda _: ("type", {}),
    "delay_of": _named("delay_of"),
    "noru_days": _counted("noru_days"),
}
"""Every fact a situation may tell besides the act and the thing, in the order they are told."""
