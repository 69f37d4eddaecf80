"""Compare what both sides hold of bookings, as is done each night, and tell at the desks what differs."""

import asyncio
import json
from dataclasses import asdict, replace
from pathlib import Path

import click

from innsyn.gate.reconciliation.reconciling import Compared, Reconciling
from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.main.settings import read_settings
from innsyn.record.record import Record


@click.command(name="reconcile")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder, instead of INNSYN_DATA.")
def command(as_json: bool, data: Path | None) -> None:
    """Compare, and print for each organisation how much differs. Nobody's booking is changed; exit code 0 whatever is found."""
    settings = read_settings()
    settings = replace(settings, data=data.absolute() if data else settings.data)
    if settings.database_url:
        compared = asyncio.run(_compared(settings.database_url))
    else:
        with embedded(settings.data) as dsn:
            compared = asyncio.run(_compared(dsn))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in compared]))
        return
    for each in compared:
        click.echo(f"organisation {each.organisation}: {each.found} differ, {each.told} of them new; {each.gone} are there no longer")
    click.echo(f"{len(compared)} organisations compared")


async def _compared(dsn: str) -> tuple[Compared, ...]:
    record = await Record.open(dsn, size=2)
    try:
        return await Reconciling(record).compare(system_clock())
    finally:
        await record.close()
