"""The mail server: one letter at a time, said in plain SMTP.

Source: RFC 5321 §§ 4.1 and 4.5.
"""

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from innsyn.sandbox.simulators.mailbox.faults import Fault
from innsyn.sandbox.simulators.mailbox.letters import Letters

_PATH = re.compile(r"<([^<>\s]*)>")
_LONGEST_LINE, _LARGEST = 4_096, 1_000_000


class _LineCutError(Exception):
    """The conversation ends here, without a word."""


@dataclass
class _Envelope:
    """What has been said of the next letter."""

    sender: str | None = None
    receivers: list[str] = field(default_factory=list)


class MailServer:
    """Listens on a port of its own while it is open."""

    def __init__(self, letters: Letters, *, faults: Collection[Fault] = (), slow_s: float = 30) -> None:
        """faults: read at each command."""
        self.letters, self._faults, self._slow_s = letters, faults, slow_s
        self._server: asyncio.Server | None = None

    async def open(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Begin to listen. port: 0 for any that is free. Returns the port."""
        self._server = await asyncio.start_server(self._converse, host, port, limit=_LONGEST_LINE)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if Fault.DOWN in self._faults:
                return await self._say(writer, "421 down")
            await self._say(writer, "220 mail.sandbox ESMTP")
            envelope = _Envelope()
            while line := await reader.readline():
                answer = await self._answer(line.decode("utf-8", "replace").rstrip("\r\n"), envelope, reader, writer)
                await self._say(writer, answer)
                if answer.startswith("221"):
                    break
        except (_LineCutError, ConnectionError, ValueError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, line: str, envelope: _Envelope, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        verb = line.partition(" ")[0].upper()
        if verb in ("HELO", "EHLO"):
            return "250 mail.sandbox" if verb == "HELO" else "250-mail.sandbox\r\n250-8BITMIME\r\n250 SIZE 1000000"
        if verb == "MAIL":
            envelope.sender, envelope.receivers = _path(line), []
            return "250 ok"
        if verb == "RCPT":
            return self._receiver(line, envelope)
        if verb == "DATA":
            return await self._letter(envelope, reader, writer)
        if verb == "RSET":
            envelope.sender, envelope.receivers = None, []
        return {"RSET": "250 ok", "NOOP": "250 ok", "QUIT": "221 bye"}.get(verb, "502 not known here")

    def _receiver(self, line: str, envelope: _Envelope) -> str:
        receiver = _path(line)
        if envelope.sender is None or not receiver:
            return "503 who from, and to whom"
        if Fault.UNKNOWN_RECEIVER in self._faults:
            return "550 nobody of that name"
        if Fault.BUSY in self._faults:
            return "450 not just now"
        envelope.receivers.append(receiver)
        return "250 ok"

    async def _letter(self, envelope: _Envelope, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        if not envelope.receivers:
            return "503 to whom"
        await self._say(writer, "354 go on")
        lines, size = [], 0
        while (line := await reader.readline()) not in (b".\r\n", b".\n"):
            size += len(line)
            if not line or size > _LARGEST:
                raise _LineCutError
            lines.append(line[1:] if line.startswith(b".") else line)
        if Fault.REFUSES in self._faults:
            return "554 no"
        self._keep(b"".join(lines).decode("utf-8", "surrogateescape").replace("\r\n", "\n"), envelope.receivers)
        if Fault.KEEPS_AND_BREAKS_OFF in self._faults:
            raise _LineCutError
        return "250 kept"

    def _keep(self, raw: str, receivers: Collection[str]) -> None:
        if Fault.LOSES in self._faults:
            return
        for receiver in receivers:
            for _ in range(2 if Fault.TWICE in self._faults else 1):
                self.letters.arrive(receiver, raw)

    async def _say(self, writer: asyncio.StreamWriter, answer: str) -> None:
        if Fault.SLOW in self._faults:
            await asyncio.sleep(self._slow_s)
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()


def _path(line: str) -> str | None:
    found = _PATH.search(line)
    return found.group(1) if found else None
