"""What arrived in the mailboxes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from innsyn.sandbox.simulators.kept import Kept


@dataclass(frozen=True, slots=True)
class ReceivedLetter:
    """One letter in one mailbox. raw: every line of it."""

    to: str
    sender: str
    subject: str
    body: str
    message_id: str
    at: datetime
    raw: str


class Letters:
    """Letters by address, newest first."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        """folder: where they lie. new_id: never said before."""
        self._arrived, self._clock, self._new_id = Kept(folder), clock, new_id

    def to(self, address: str) -> list[ReceivedLetter]:
        """List what arrived at an address."""
        mine = [each for each in self._arrived.newest_first() if each["to"].lower() == address.lower()]
        return [_read(each["to"], each["raw"], datetime.fromisoformat(each["at"])) for each in mine]

    def arrive(self, address: str, raw: str) -> None:
        """Have a letter arrive."""
        self._arrived.add({"to": address, "raw": raw}, name=self._new_id(), at=self._clock())


def _read(to: str, raw: str, at: datetime) -> ReceivedLetter:
    letter = message_from_bytes(raw.encode("utf-8", "surrogateescape"), policy=policy.default)
    text = letter.get_body(preferencelist=("plain",))
    return ReceivedLetter(
        to=to,
        sender=str(letter["From"] or ""),
        subject=str(letter["Subject"] or ""),
        body=text.get_content() if text is not None else "",
        message_id=str(letter["Message-ID"] or "").strip(),
        at=at,
        raw=raw,
    )
