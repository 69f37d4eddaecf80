"""The content of a document: bytes kept apart from it, reached only through a document the visit may see.

A Binary carries no label of its own, so it is judged by the document that points at it: first the document is read under the rules, then
the content it names. Source: HL7 FHIR R4 DocumentReference.content, Binary.securityContext; docs/spec/access.md#AC-7.
"""

import json
from typing import Any

from innsyn.gate.access import Access, Permit
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.condition import AllOf, OneOf
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.record import Record
from innsyn.record.stored import Stale, Stored


class Contents:
    """Reads a document's content."""

    def __init__(self, record: Record, access: Access, reading: Reading) -> None:
        """reading: reads the document under the rules."""
        self._record, self._access, self._reading = record, access, reading

    async def read(self, visit: Visit, document_id: str, url: str, now: Instant) -> Stored | Refused | None:
        """Read a Binary through its document. See `Gate.content`."""
        binary_id = _binary_id(url)
        document = await self._reading.read(visit, "DocumentReference", document_id, now)
        if not isinstance(document, Stored) or binary_id is None or not _names(document, binary_id):
            return document if isinstance(document, Refused) else None

        async def question(permit: Permit) -> Stored | Outcome | Stale:
            return await self._record.read(
                owner=visit.owner,
                type="Binary",
                id=binary_id,
                narrow=AllOf((permit.condition, OneOf(frozenset({f"Binary/{binary_id}"})))),
                stamp=permit.stamp,
                entry=Entry(visit.id, now, Action.READ, {"through": document_id}),
            )

        answer = await self._access.ask(visit, "read", now, question, about=("Binary", binary_id), for_content=True)
        return answer if isinstance(answer, Stored | Refused) and not _is_deleted(answer) else None


def _is_deleted(answer: Stored | Refused) -> bool:
    return isinstance(answer, Stored) and answer.deleted


def _binary_id(url: str) -> str | None:
    """Read the id out of `Binary/x`, also as an absolute address of ours and with a version behind it."""
    parts = url.partition("/_history/")[0].split("/")
    return parts[-1] if len(parts) >= 2 and parts[-2] == "Binary" and parts[-1] else None


def _names(document: Stored, binary_id: str) -> bool:
    body: dict[str, Any] = json.loads(document.body)
    urls = [str(each.get("attachment", {}).get("url", "")) for each in body.get("content", ())]
    return binary_id in {_binary_id(url) for url in urls}
