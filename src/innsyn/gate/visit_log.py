"""A visit as the log keeps it, and back: the row that opens a visit holds all that was attested.

Never a national number: the actor's key hides it, and only the holder of the log's key finds it again (ATT-7, ATT-8).
"""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from innsyn.gate.visit import Actor, Code, Emergency, Ground, Role, Visit
from innsyn.kernel.clock import instant
from innsyn.kernel.outcome import Verdict
from innsyn.record.log_row import LogRow

EXPLAINS = {"explains": True}
"""Marks a row that says which rule was behind the refusal in the row before it: one refusal, two rows."""

_ROLES: dict[str, Role] = {
    "self": "self",
    "parent": "parent",
    "guardian": "guardian",
    "attorney": "attorney",
    "staff": "staff",
    "system": "system",
}


def opening_detail(visit: Visit) -> dict[str, Any]:
    """Write everything a visit was opened with."""
    return {
        "actor": actor_detail(visit.actor),
        "ground": ground_detail(visit.ground),
        "role": visit.role,
        "patient": visit.patient_id,
        "expires": visit.expires_at.isoformat(),
        "toa": int(visit.opened_at.timestamp()),
    }


def refusal_detail(verdict: Verdict, actor: Actor | None = None, ground: Ground | None = None) -> dict[str, Any]:
    """Write why somebody was refused, and who, when no opened visit says it."""
    who = {} if actor is None else {"actor": actor_detail(actor)}
    why = {} if ground is None else {"ground": ground_detail(ground)}
    return {"rule": verdict.rule, "text": verdict.key, **who, **why}


def actor_detail(actor: Actor) -> dict[str, Any]:
    """Write who acts."""
    return {name: value for name, value in asdict(actor).items() if value not in (None, "", ())}


def visit_from(row: LogRow) -> Visit:
    """Read a visit back from the row that opened it. Raises KeyError, TypeError or ValueError when it is not such a row."""
    detail = row.detail
    return Visit(
        id=UUID(str(row.visit)),
        owner=row.owner,
        patient_id=detail["patient"],
        actor=actor_from(detail),
        role=_ROLES[detail["role"]],
        ground=ground_from(detail),
        opened_at=row.at,
        expires_at=instant(detail["expires"]),
    )


def actor_from(detail: dict[str, Any]) -> Actor:
    """Read who acted. A name that was not known was not kept either."""
    told = {"name": "", **detail["actor"]}
    return Actor(**{**told, "posts": tuple(told.get("posts", ()))})


def ground_from(detail: dict[str, Any]) -> Ground:
    """Read why."""
    found = dict(detail["ground"])
    for name in ("service", "details"):
        if name in found:
            found[name] = Code(**found[name])
    if "emergency" in found:
        found["emergency"] = Emergency(**found["emergency"])
    return Ground(**found)


def ground_detail(ground: Ground) -> dict[str, Any]:
    """Write why."""
    return {name: value for name, value in asdict(ground).items() if value not in (None, "")}
