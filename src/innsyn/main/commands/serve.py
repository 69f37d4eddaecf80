"""Serve the platform with the settings of the environment."""

from dataclasses import replace
from pathlib import Path

import click

from innsyn.main.address import noted_address
from innsyn.main.serving import HOST, database, free_port, serve
from innsyn.main.settings import read_settings
from innsyn.main.stopping import stop_like_ctrl_c


@click.command(name="serve")
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to listen on.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder, instead of INNSYN_DATA.")
def command(host: str, port: int, data: Path | None) -> None:
    """Serve until SIGTERM or Ctrl-C. Prints `ready ADDRESS` when it answers."""
    stop_like_ctrl_c()
    settings = read_settings()
    settings = replace(settings, data=data.absolute() if data else settings.data)
    address = f"http://{host}:{free_port(port)}"
    settings = replace(settings, base_url=settings.base_url or address)
    with database(settings) as dsn, noted_address(settings.data, settings.base_url):
        serve(settings, dsn, host=host, port=port, on_ready=lambda: click.echo(f"ready {address}"))
