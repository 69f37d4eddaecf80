"""Runs the commands as `python -m innsyn.main.commands`."""

from innsyn.main.commands import main

main(prog_name="./innsyn")
