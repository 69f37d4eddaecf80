"""The rules as the page has them: said once for each language, since they never change while the program runs."""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from innsyn.features.rules.examples import examples_of
from innsyn.features.rules.groups import GROUPS
from innsyn.gate.rules.rule import Rule
from innsyn.web import LOCALES, Language

_SAYS_LESS = frozenset({"REP-1", "REP-2"})
"""Rules whose sentence tells the one it stops less than the page tells everybody."""


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule. does: end of the text keys that say what it does. acts: read, write or both. is_told: None for one that opens.

    examples: each with whether the rule speaks there, and its sentences."""

    key: str
    sentence: Markup
    law: str
    does: str
    acts: str
    is_told: bool | None
    examples: tuple[tuple[bool, Markup], ...]


@lru_cache(maxsize=2 * len(LOCALES))
def shown_groups(language: Language) -> tuple[tuple[str, tuple[ShownRule, ...]], ...]:
    """Say all rules in a language, group by group."""
    return tuple((group.name, tuple(_shown(rule, language) for rule in group.rules)) for group in GROUPS)


def _shown(rule: Rule, language: Language) -> ShownRule:
    return ShownRule(
        key=rule.key,
        sentence=language.t(f"rules.about.{rule.key}" if rule.key in _SAYS_LESS else rule.text),
        law=rule.law,
        does="opens" if rule.effect == "allow" else "closes",
        acts="both" if len(rule.acts) > 1 else next(iter(rule.acts)),
        is_told=None if rule.effect == "allow" else rule.is_told,
        examples=tuple((each.speaks, Markup(" ").join(language.say(said) for said in each.sentences)) for each in examples_of(rule)),
    )
