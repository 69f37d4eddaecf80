"""List the recurring cast of the demo, and whoever loads have brought in."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from innsyn.edge.loading.ledger import Ledger, LoadedPerson
from innsyn.kernel.clock import norwegian_date, system_clock
from innsyn.main.folders import chosen_folder
from innsyn.main.settings import Settings, read_settings
from innsyn.main.world import LEDGER, SEED, has_world, known_world
from innsyn.sandbox.people.nation import Nation, nation
from innsyn.sandbox.stories.cast import CastMember, cast

_LANGUAGES = ("nb", "nn", "en", "se")
_NO_DEMO = "No demo has been run here yet: numbers follow from the day of its first start, and will be others then."


@click.command(name="cast")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The demo's data folder.")
@click.option("--language", type=click.Choice(_LANGUAGES), default="en", show_default=True, help="Of the stories in the table.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the stories in every language.")
def command(data: Path | None, language: str, as_json: bool) -> None:
    """List who can log in: key, name, number, role, organisation, story. The key is what `token` and `login_hint` take."""
    settings = read_settings()
    settings = replace(settings, data=chosen_folder(data, settings))
    members = [*map(_member, cast(_nation(settings))), *map(_loaded, Ledger(settings.data / LEDGER).people())]
    if as_json:
        click.echo(json.dumps(members, ensure_ascii=False))
    else:
        Console().print(_table(members, language))


def _nation(settings: Settings) -> Nation:
    if has_world(settings.data):
        return known_world(settings.data, system_clock())
    click.echo(_NO_DEMO, err=True)
    return nation(SEED, norwegian_date(system_clock()))


def _member(member: CastMember) -> dict[str, Any]:
    return {
        "key": member.key,
        "name": member.name,
        "number": member.number,
        "role": member.role,
        "organisation": member.organisation,
        "hpr": member.hpr,
        "story": member.story,
        "is_loaded": False,
    }


def _loaded(person: LoadedPerson) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": f"{person.given_name} {person.family_name}".strip(),
        "number": person.number,
        "role": "citizen",
        "organisation": None,
        "hpr": None,
        "story": {},
        "is_loaded": True,
        "is_dead": person.is_dead,
        "patient_id": person.patient_id,
    }


def _table(members: list[dict[str, Any]], language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("key", "name", "number", "role", "organisation", "story"):
        table.add_column(heading, no_wrap=heading in ("key", "number"))
    for member in members:
        story = member["story"].get(language, "loaded" if member["is_loaded"] else "")
        table.add_row(member["key"], member["name"], member["number"] or "–", member["role"], member["organisation"] or "–", story)
    return table
