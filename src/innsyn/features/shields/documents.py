"""The patient's documents to choose among: what each is called, how old it is and where it comes from, and nothing of what it says.

Source: HL7 FHIR R4 DocumentReference.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from innsyn.gate.gate import Gate
from innsyn.gate.values import Found, Query, Stored, TokenIs
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant

MOST = 300
"""Documents on the page to choose from: the newest."""

_TYPE = ("DocumentReference",)


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. title: empty when it has none. keeper: organisation number, None when unknown. labels: canonical codes."""

    id: str
    title: str = field(repr=False)
    at: Instant | None
    keeper: str | None
    labels: frozenset[str]


async def newest(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Paper, ...]:
    """Read the newest documents in one statement."""
    found = await gate.search(visit, Query(_TYPE, count=MOST), now)
    return tuple(map(_paper, found.rows)) if isinstance(found, Found) else ()


async def named(gate: Gate, visit: Visit, ids: Iterable[str], *, now: Instant) -> dict[str, Paper]:
    """Read documents by their ids in one statement; those the reader may not see are left out."""
    wanted = tuple((None, id_) for id_ in sorted(set(ids)))
    if not wanted:
        return {}
    found = await gate.search(visit, Query(_TYPE, (TokenIs("_id", wanted),), count=MOST), now)
    return {row.id: _paper(row) for row in found.rows} if isinstance(found, Found) else {}


async def paper(gate: Gate, visit: Visit, document_id: str, *, now: Instant) -> Paper | None:
    """Read one document; None for what does not exist or may not be seen, which look the same."""
    found = await gate.read(visit, "DocumentReference", document_id, now)
    return _paper(found) if isinstance(found, Stored) else None


def _paper(row: Stored) -> Paper:
    return Paper(row.id, _title(json.loads(row.body)), row.clinical_at, row.custodian, row.labels)


def _title(body: Mapping[str, Any]) -> str:
    attachments = [each.get("attachment", {}) for each in body.get("content", ()) if isinstance(each, dict)]
    kind = body.get("type", {})
    displays = [coding.get("display") for coding in kind.get("coding", ())]
    named = [*(each.get("title") for each in attachments), body.get("description"), kind.get("text"), *displays]
    return next((text for text in named if isinstance(text, str) and text), "")
