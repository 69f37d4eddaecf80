"""Commands run as somebody types them: in a process of their own, with an environment of their own."""

import asyncio
import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands against one database and one data folder."""

    def __init__(self, database, data, **environment):
        self.data = data
        kept = {name: value for name, value in os.environ.items() if not name.startswith("INNSYN_")}
        self.environment = {**kept, "INNSYN_DATABASE_URL": database, "INNSYN_DATA": str(data), **environment}

    async def begin(self, *words):
        """Start a command and leave it running."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "innsyn.main.commands",
            *map(str, words),
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *words):
        """Run a command to its end."""
        return await answer_of(await self.begin(*words))


async def answer_of(process):
    """Wait for a command."""
    out, err = await process.communicate()
    return Answer(process.returncode, out.decode(), err.decode())
