"""Decisions to withhold in a record: reading them, writing one, changing and lifting it. What Flag looks like is the gate's to know.

Source: HL7 FHIR R4 Flag; docs/spec/visibility.md#VI-4.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from innsyn.features.withholding.rules import Code
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.relations import Period, Withholding
from innsyn.gate.standing.withholdings import Reasons, lifted, reasons_of, withholding_body, withholding_of
from innsyn.gate.values import Conflict, Found, Query, Stored, Write
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant

_FLAGS = Query(("Flag",), count=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that stands. title: of the document, empty when it may not be read here. owner: whose record it is in. keeper: number of
    the organisation that has decided, the only one that may change it."""

    id: str
    owner: int
    keeper: str | None
    code: str
    period: Period
    is_told: bool
    document_id: str
    title: str = field(repr=False, default="")
    reasons: Reasons
    version: int


async def decisions(gate: Gate, visit: Visit, now: Instant) -> tuple[Decided, ...]:
    """List the decisions that stand in a record, as far as the visit may see them, newest first."""
    found = await gate.search(visit, _FLAGS, now)
    read = [_decided(row) for row in found.rows] if isinstance(found, Found) else []
    kept = [each for each in read if each is not None]
    return tuple([replace(each, title=await title(gate, visit, each.document_id, now) or "") for each in kept])


def waiting(found: Found) -> tuple[Decided, ...]:
    """Read the decisions of a list over all records: those whose review is due soonest first."""
    read = [each for row in found.rows if (each := _decided(row)) is not None]
    return tuple(sorted(read, key=lambda each: each.reasons.review_by or date.max))


async def decision(gate: Gate, visit: Visit, id_: str, now: Instant) -> Decided | None:
    """Read one decision that stands; None for anything else."""
    found = await gate.read(visit, "Flag", id_, now)
    return _decided(found) if isinstance(found, Stored) else None


async def document(gate: Gate, visit: Visit, document_id: str, now: Instant) -> Stored | None:
    """Read the document a decision is about to be taken on."""
    found = await gate.read(visit, "DocumentReference", document_id, now)
    return found if isinstance(found, Stored) else None


async def title(gate: Gate, visit: Visit, document_id: str, now: Instant) -> str | None:
    """Say what a document calls itself; None when it may not be read."""
    found = await document(gate, visit, document_id, now)
    return None if found is None else title_of(found)


def title_of(stored: Stored) -> str:
    """Say what a document calls itself."""
    body: Mapping[str, Any] = json.loads(stored.body)
    attachments = [each.get("attachment", {}) for each in body.get("content", ())]
    named = [*(each.get("title") for each in attachments), body.get("description"), body.get("type", {}).get("text")]
    return next((text for text in named if isinstance(text, str) and text), "")


async def withhold(
    gate: Gate, visit: Visit, document_: Stored, code: Code, period: Period, reasons: Reasons, now: Instant, *, told: bool
) -> bool:
    """Write a decision about a document. Returns whether it was taken in."""
    wanted = Withholding(
        id="", code=code.code, references=frozenset({f"DocumentReference/{document_.id}"}), custodian="", period=period, is_told=told
    )  # fmt: skip
    body = withholding_body(wanted, visit.patient_id, reasons)
    return _is_done(await gate.write(visit, [Write("create", "Flag", _bytes(body))], now))


async def lift(gate: Gate, visit: Visit, id_: str, now: Instant) -> bool:
    """End a decision at once."""
    found = await gate.read(visit, "Flag", id_, now)
    if not isinstance(found, Stored):
        return False
    return _is_done(await gate.write(visit, [_change(found, lifted(json.loads(found.body)))], now))


async def confirm(gate: Gate, visit: Visit, standing: Decided, reasons: Reasons, now: Instant) -> bool:
    """Let a decision stand until it is looked at again."""
    kept = Withholding(
        id="", code=standing.code, references=frozenset({f"DocumentReference/{standing.document_id}"}), custodian="",
        period=standing.period, is_told=standing.is_told,
    )  # fmt: skip
    body = withholding_body(kept, visit.patient_id, reasons)
    write = Write("update", "Flag", _bytes(body), id=standing.id, expected_version=standing.version, may_create=False)
    return _is_done(await gate.write(visit, [write], now))


def _decided(stored: Stored) -> Decided | None:
    body: Mapping[str, Any] = json.loads(stored.body) if stored.body else {}
    read = withholding_of(body, stored.id, stored.custodian, stored.labels)
    named = sorted(each.removeprefix("DocumentReference/") for each in read.references) if read else []
    if read is None or not named:
        return None
    return Decided(
        id=stored.id, owner=stored.owner, keeper=stored.custodian, code=read.code, period=read.period, is_told=read.is_told,
        document_id=named[0], reasons=reasons_of(body), version=stored.version,
    )  # fmt: skip


def _change(stored: Stored, body: Mapping[str, Any]) -> Write:
    return Write("update", "Flag", _bytes(body), id=stored.id, expected_version=stored.version, may_create=False)


def _is_done(answer: object) -> bool:
    return not isinstance(answer, Refused | Conflict)


def _bytes(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
