"""One row of the log as it stands in the database, every column of it: what the citizen's log and the seal are made from."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.record.stored import Owner

LOG_COLUMNS = "l.owner, l.entry, l.tx::text, l.at, l.visit, l.action, l.type, l.ids, l.shown, l.outcome, l.detail::text"
"""Every column, for a select from `log_entry l`."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One act.

    entry: its number, unique in the log. tx: number of the transaction that wrote it. ids: what was asked for.
    shown: rows of the versions that were handed out. outcome: `done`, `absent` or `refused`. detail: as the gate wrote it."""

    owner: Owner
    entry: int
    tx: int
    at: Instant
    visit: UUID
    action: str
    type: str | None
    ids: tuple[str, ...]
    shown: tuple[int, ...]
    outcome: str
    detail: dict[str, Any]


def log_row(row: Any) -> LogRow:
    """Read a row selected with `LOG_COLUMNS`."""
    return LogRow(
        owner=row["owner"],
        entry=row["entry"],
        tx=int(row["tx"]),
        at=row["at"],
        visit=row["visit"],
        action=row["action"],
        type=row["type"],
        ids=tuple(row["ids"]),
        shown=tuple(row["shown"]),
        outcome=row["outcome"],
        detail=json.loads(row["detail"]),
    )


def detail_text(detail: dict[str, Any]) -> str:
    """Write an entry's detail as JSON for the database."""
    return json.dumps(detail, ensure_ascii=False) if detail else "{}"
