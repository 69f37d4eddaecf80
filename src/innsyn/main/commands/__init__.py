"""The commands behind ./innsyn: one file each, found by its name and imported only when it is asked for."""

from innsyn.main.commands.group import Commands

main = Commands(name="innsyn", help="Innsyn: a country's health records, read by those they are about and by those who treat them.")

__all__ = ["main"]
