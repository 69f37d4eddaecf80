"""Bring the database to the shape this program needs, forward only; with Citus, distribute its tables."""

import asyncio
import json

import click

from innsyn.main.embedded import embedded
from innsyn.main.settings import read_settings
from innsyn.record.migrate import migrate
from innsyn.record.refilling import Progress
from innsyn.web.sessions.migrate import migrate_sessions


@click.command(name="migrate")
@click.option("--json", "as_json", is_flag=True, help="Say what was applied as JSON.")
def command(as_json: bool) -> None:
    """Migrate INNSYN_DATABASE_URL, or the embedded database of the data folder when it is empty."""
    settings = read_settings()
    if settings.database_url:
        applied = _migrate(settings.database_url)
    else:
        with embedded(settings.data) as dsn:
            applied = _migrate(dsn)
    if as_json:
        click.echo(json.dumps({"applied": applied}))
    else:
        click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to apply: the database is as it should be")


def _migrate(dsn: str) -> list[str]:
    return [*asyncio.run(migrate(dsn, told=_tell)), *asyncio.run(migrate_sessions(dsn))]


def _tell(progress: Progress) -> None:
    """Show how far the refilling of search facts is, beside what the command answers."""
    if progress.filled:
        click.echo(f"{progress.table}: {progress.passed} looked at, {progress.filled} given what searches need", err=True)
