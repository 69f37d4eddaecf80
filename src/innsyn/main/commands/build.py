"""Bundle the front end's styles and scripts (the other commands do it by themselves when something has changed)."""

import json
from pathlib import Path

import click

from innsyn.main.setup.front_end import build
from innsyn.main.setup.places import Places
from innsyn.main.setup.surroundings import clean_environment

CHECKOUT = Path(__file__).parents[4]


@click.command("build")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def command(*, as_json: bool) -> None:
    """Bundle the front end's styles and scripts into src/innsyn/web/static/built, and say how large they became."""
    places = Places(CHECKOUT)
    build(places, clean_environment(places.state))
    sizes = {path.name: path.stat().st_size for path in sorted(places.built.iterdir()) if path.suffix in {".css", ".js"}}
    click.echo(json.dumps(sizes) if as_json else "\n".join(f"{size / 1000:8.1f} kB  {name}" for name, size in sizes.items()))
