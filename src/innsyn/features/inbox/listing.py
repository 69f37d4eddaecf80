"""The office's conversations as a list: what was asked for, and one page of it, in a fixed number of statements however many there are.

Source: docs/spec/access.md#AC-17; docs/spec/dialogue.md#DLG-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

import orjson

from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import KINDS, Kind
from innsyn.gate.standing.conversations import Conversation, conversation_from
from innsyn.gate.values import Found
from innsyn.gate.visit import Actor
from innsyn.gate.worklists import NOBODY, Wanted
from innsyn.kernel.clock import Instant
from innsyn.web.fields import Fields

View = Literal["waiting", "answered", "closed"]
Who = Literal["", "mine", "nobodys"]

VIEWS: tuple[View, ...] = get_args(View)
_WHO: tuple[Who, ...] = get_args(Who)
PAGE = 50
_HER_ID_DIGITS = 12
_STATUSES: Mapping[View, tuple[str, ...]] = {
    "waiting": ("requested", "received", "accepted"),
    "answered": ("in-progress",),
    "closed": ("completed", "rejected", "cancelled", "failed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see. who: mine, nobody's, or everybody's. kind: empty for all. to: HER-id of a contact, empty for all.

    after: place in the list, empty for its beginning. chosen: ids of the Tasks that are ticked."""

    view: View = "waiting"
    who: Who = ""
    kind: Kind | Literal[""] = ""
    to: str = ""
    after: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Say whether less than the whole view is asked for."""
        return bool(self.who or self.kind or self.to)

    def address(self, home: str, *, after: str = "", view: View | None = None) -> str:
        """Say the address of another page of it, or of another view."""
        told = {"show": view or self.view, "who": self.who, "kind": self.kind, "to": self.to, "after": after}
        return f"{home}?{urlencode({name: value for name, value in told.items() if value and value != 'waiting'})}".removesuffix("?")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page. next: place of the following one, None at the end. is_costly: too much was asked for, and nothing is shown."""

    rows: tuple[Conversation, ...] = ()
    next: str | None = None
    is_costly: bool = False


def asked(fields: Fields) -> Asked:
    """Read what is wanted from an address or a form; odd values are as none."""
    view, who, kind, to = fields.get("show"), fields.get("who"), fields.get("kind"), fields.get("to")
    return Asked(
        view=next((each for each in VIEWS if each == view), "waiting"),
        who=next((each for each in _WHO if each == who), ""),
        kind=next((each for each in KINDS if each == kind), ""),
        to=to if to.isascii() and to.isdigit() and len(to) < _HER_ID_DIGITS else "",
        after=fields.get("after"),
        chosen=tuple(dict.fromkeys(fields.getlist("chosen")))[:PAGE],
    )


async def listed(gate: Gate, actor: Actor, wanted: Asked, *, now: Instant, count: int = PAGE) -> Listed | None:
    """List a page, what was promised an answer first standing first; None for whoever may not see the office's list.

    A place that is not this list's is its beginning."""
    found = await gate.worklist(actor, _query(actor, wanted, count, wanted.after or None), now)
    if not isinstance(found, Found | Refused) and wanted.after:
        found = await gate.worklist(actor, _query(actor, wanted, count, None), now)
    if isinstance(found, Refused):
        return None
    if not isinstance(found, Found):
        return Listed(is_costly=True)
    read = (conversation_from(orjson.loads(row.body)) for row in found.rows)
    return Listed(tuple(each for each in read if each is not None), found.next)


def _query(actor: Actor, wanted: Asked, count: int, after: str | None) -> Wanted:
    return Wanted(
        "dialogue",
        statuses=_STATUSES[wanted.view],
        count=count,
        after=after,
        order="promised" if wanted.view == "waiting" else "newest",
        conversations=(wanted.kind,) if wanted.kind else (),
        contacts=(wanted.to,) if wanted.to else (),
        taken_by={"mine": actor.hpr or "-", "nobodys": NOBODY}.get(wanted.who),
    )
