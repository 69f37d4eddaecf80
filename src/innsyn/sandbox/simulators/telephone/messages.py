"""What arrived on the telephones, and the orders the gateway has taken."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from innsyn.sandbox.simulators.kept import Kept


@dataclass(frozen=True, slots=True)
class ReceivedSms:
    """One SMS on one telephone. sender: the name it shows."""

    to: str
    sender: str
    body: str
    at: datetime


class Messages:
    """SMS by number, newest first."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        """folder: where they lie. new_id: never said before."""
        self._arrived, self._orders = Kept(folder / "arrived"), Kept(folder / "orders")
        self._clock, self._new_id = clock, new_id

    def to(self, number: str) -> list[ReceivedSms]:
        """List what arrived at a number."""
        mine = [each for each in self._arrived.newest_first() if each["to"] == number]
        return [ReceivedSms(each["to"], each["sender"], each["body"], datetime.fromisoformat(each["at"])) for each in mine]

    def arrive(self, number: str, sender: str, body: str) -> None:
        """Have an SMS arrive."""
        self._arrived.add({"to": number, "sender": sender, "body": body}, name=self._new_id(), at=self._clock())

    def order(self, idempotency_id: str, number: str, reference: str) -> tuple[Mapping[str, Any], bool]:
        """Take an order, or find the one that was taken before. Gives it, and whether it is new."""
        word = hashlib.sha256(idempotency_id.encode()).hexdigest()
        made = {"order": self._new_id(), "shipment": self._new_id(), "number": number, "reference": reference}
        before = self._orders.once(word, made)
        if before is None:
            self.say(made, "SMS_Accepted")
        return before or made, before is None

    def say(self, order: Mapping[str, Any], status: str) -> None:
        """Note what became of an order."""
        shipment = {**order, "status": status, "changed": self._clock().isoformat()}
        if self._orders.once(order["shipment"], shipment) is not None:
            self._orders.replace(order["shipment"], shipment)

    def shipment(self, shipment_id: str) -> Mapping[str, Any] | None:
        """Find what became of an order by its shipment; None when there is none."""
        return self._orders.found(shipment_id) if shipment_id.isalnum() else None
