"""Show the rules of access, and who gains or loses access when a rule or a choice changes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.policy import NATION, Policy
from innsyn.gate.rules.rule import Rule
from innsyn.kernel.clock import norwegian_date, system_clock
from innsyn.main.rule_changes.choosing import ChoiceProblem, choice_from, choices_in, delay_from, told_choices, trust, with_choices
from innsyn.main.rule_changes.comers import Comers
from innsyn.main.rule_changes.difference import MOST_EXAMPLES, difference
from innsyn.main.rule_changes.records import MemoryRecord, records
from innsyn.main.rule_changes.revisions import RevisionProblem, sight_at
from innsyn.main.rule_changes.sight import Sight, Standing, sight
from innsyn.main.rule_changes.telling import as_json, as_words
from innsyn.main.world import SEED
from innsyn.sandbox.people.nation import Nation, nation

CHECKOUT = Path(__file__).parents[4]
_EVERY = 100
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("rules")
def command() -> None:
    """Show the rules of access, and who of the synthetic nation gains or loses access when a rule or a choice changes."""


@command.command("list")
@click.option("--json", "is_json", is_flag=True, help="As JSON.")
def listing(*, is_json: bool) -> None:
    """List every rule: key, effect, acts, whether the one it stops is told, and what it stands on."""
    if is_json:
        click.echo(json.dumps([_told(rule) for rule in RULES], ensure_ascii=False))
        return
    for rule in RULES:
        acts = " and ".join(sorted(rule.acts))
        silent = "" if rule.effect == "allow" or rule.is_told else ", untold"
        click.echo(f"{rule.key:18} {rule.effect + 's' if rule.effect == 'allow' else 'denies':7} {acts + silent:24} {rule.law}")


@command.command("diff")
@click.option("--at", "at", type=_DAY, help="Another day for what is compared with today: birthdays, periods and choices of that day.")
@click.option("--policy", "policy", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Choices of trusts, as JSON.")
@click.option("--trust", "whose", help="Number of a trust that chooses, or `nation`; with --ages and --delay.")
@click.option("--ages", type=click.Choice(["national", "graded"]), help="The ages the trust chooses.")
@click.option("--delay", "delays", multiple=True, metavar="TYPE:DAYS", help="How long new information of a type waits; may be given again.")
@click.option("--without", multiple=True, metavar="RULE", help="Without this rule; may be given again.")
@click.option("--since", "revision", metavar="REV", help="Compare with the rules of another git revision.")
@click.option(
    "--examples", type=click.IntRange(min=0), default=MOST_EXAMPLES, show_default=True, help="Most records named for each change."
)
@click.option("--json", "is_json", is_flag=True, help="As JSON.")
def diff(*, is_json: bool, examples: int, revision: str | None, at: datetime | None, **supposed: Any) -> None:
    """Print who of the synthetic nation gains and who loses access to what when a rule or a choice changes.

    Everything is decided in memory, over every record and everybody who could come to it: the person, parents, guardians, those with a
    power of attorney, personnel and systems. Nothing is written. Exit code 0 whatever is found."""
    people = nation(SEED, norwegian_date(system_clock()))
    try:
        asked = _asked(people, at.date() if at else people.today, **supposed)
        elsewhere = sight_at(CHECKOUT, revision, people.today) if revision else None
    except ChoiceProblem as problem:
        raise click.UsageError(str(problem)) from problem
    except RevisionProblem as problem:
        click.echo(str(problem))
        return
    found, comers = records(people, _progress("Reading the nation")), Comers(people)
    before = sight(found, comers, asked.before) if elsewhere is None else elsewhere
    _tell(found, before, sight(found, comers, asked.after), asked, people, revision, examples=examples, is_json=is_json)


@command.command("snapshot", hidden=True)
@click.option("--day", type=_DAY, required=True)
def snapshot(*, day: datetime) -> None:
    """Print who sees what on a day, as JSON, for another revision to compare with."""
    people = nation(SEED, day.date())
    found = records(people, _progress("Reading the nation of the other revision"))
    seen = sight(found, Comers(people), Standing(day=people.today, choices=told_choices(people)))
    click.echo(json.dumps({person: {comer: sorted(refs) for comer, refs in comers.items()} for person, comers in seen.items()}))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is compared. words: what is supposed, for reading."""

    before: Standing
    after: Standing
    words: tuple[str, ...]


def _asked(
    people: Nation, day: date, *, policy: Path | None, whose: str | None, ages: str | None, delays: Sequence[str], without: Sequence[str]
) -> _Asked:
    before = Standing(day=people.today, choices=told_choices(people))
    wanted: dict[str, Policy] = choices_in(policy, people.today) if policy else {}
    if whose:
        told = choice_from({"ages": ages or "national"}, people.today)
        wanted[trust(whose)] = replace(told, delays=tuple(delay_from(each) for each in delays))
    elif ages or delays:
        raise ChoiceProblem("say with --trust who chooses")
    after = Standing(day=day, choices=with_choices(before.choices, wanted), rules=_without(without))
    words = [f"on {day.isoformat()}", *(f"{_name(people, number)} chooses {_chosen(each)}" for number, each in wanted.items())]
    return _Asked(before, after, (*words, *(f"without {key}" for key in without)))


def _without(keys: Sequence[str]) -> tuple[Rule, ...]:
    if unknown := set(keys) - {rule.key for rule in RULES}:
        raise ChoiceProblem(f"there is no rule {', '.join(sorted(unknown))}; `./innsyn rules list` names them")
    return tuple(rule for rule in RULES if rule.key not in keys)


def _name(people: Nation, number: str) -> str:
    names = {each.number: each.name for each in people.organisations.values()}
    return "the nation" if number == NATION else names.get(number, number)


def _chosen(policy: Policy) -> str:
    waits = [f"{each.type} waits {each.days} days" for each in policy.delays]
    opens = [f"NORU opens after {policy.delayed_days} days"] if policy.delayed_days is not None else []
    shields = [] if policy.tells_shields else ["shields are not told of"]
    return ", ".join([f"{policy.ages} ages", *waits, *opens, *shields])


def _tell(
    found: list[MemoryRecord],
    before: Sight,
    after: Sight,
    asked: _Asked,
    people: Nation,
    revision: str | None,
    *,
    examples: int,
    is_json: bool,
) -> None:
    trusts = {each.number: each.name for each in people.organisations.values() if each.number}
    changed = difference(found, before, after, day=asked.after.day, trusts=trusts, examples=examples)
    was, becomes = f"on {people.today.isoformat()}" + (f", by the rules of {revision}" if revision else ""), ", ".join(asked.words)
    if is_json:
        click.echo(json.dumps(as_json(changed, was, becomes), ensure_ascii=False))
    else:
        click.echo("\n".join(as_words(changed, was, becomes)))


def _told(rule: Rule) -> dict[str, Any]:
    return {"key": rule.key, "effect": rule.effect, "acts": sorted(rule.acts), "is_told": rule.is_told, "law": rule.law, "text": rule.text}


def _progress(words: str) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        if done % _EVERY == 0 or done == of:
            click.echo(f"{words}: {done} of {of}", err=True)

    return tell
