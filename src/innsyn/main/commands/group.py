"""The group of commands: adding the file `verify_log.py` with a click command named `command` adds `./innsyn verify-log`."""

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from innsyn.main.embedded import EmbeddedProblem
from innsyn.main.settings import SettingProblem
from innsyn.main.setup.problem import SetupProblem

FOLDER = Path(__file__).parent
NOT_COMMANDS = {"__init__", "__main__", "group"}


class Commands(click.Group):
    """Commands by file name. Listing them reads their first sentence without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Name every command."""
        return sorted(path.stem.replace("_", "-") for path in FOLDER.glob("*.py") if path.stem not in NOT_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; nothing when there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"innsyn.main.commands.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what whoever typed it can mend is said without a trace."""
        try:
            return super().invoke(ctx)
        except (EmbeddedProblem, SettingProblem, SetupProblem) as problem:
            raise click.ClickException(str(problem)) from problem

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with the first sentence of its file."""
        rows = [(name, _first_sentence(FOLDER / f"{name.replace('-', '_')}.py")) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Say which commands exist when the asked-for one does not."""
        if args and args[0] not in self.list_commands(ctx):
            ctx.fail(f"There is no command {args[0]!r}. There are: {', '.join(self.list_commands(ctx))}.")
        return super().resolve_command(ctx, args)


def _first_sentence(file: Path) -> str:
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.split("\n")[0]
