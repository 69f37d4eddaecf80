"""Reads what If-None-Exist found instead of writing, and logs it as the reading it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from innsyn.record.claims import Carrier
from innsyn.record.condition import Everything
from innsyn.record.drafts import Draft
from innsyn.record.entry import Action, Entry
from innsyn.record.reading import read_question
from innsyn.record.stored import SHARED, Conflict, Owner, Written
from innsyn.record.versions import VERSION_COLUMNS, stored

_SHARED_ONE = f"""
select {VERSION_COLUMNS} from shared_version v where v.owner = 0 and v.type = $1::text::resource_type and v.id = $2 and v.is_current"""


async def read_carriers(
    connection: Any, owner: Owner, carriers: Mapping[int, Carrier], drafts: Sequence[Draft], entry: Entry
) -> dict[int, Written] | Conflict:
    """Read the carriers. drafts: by their index.

    Returns them by index, or a Conflict when one is in another record: that it exists there is not ours to tell."""
    found: dict[int, Written] = {}
    for index, carrier in carriers.items():
        if carrier.owner != owner:
            return Conflict(index, "owner")
        found[index] = Written(await _read(connection, drafts[index].type, carrier, entry), is_new=False)
    return found


async def _read(connection: Any, type_: str, carrier: Carrier, entry: Entry) -> Any:
    if carrier.owner == SHARED:
        return stored(await connection.fetchrow(_SHARED_ONE, type_, carrier.id), SHARED)
    statement, values = read_question(type_, carrier.id, Everything(), None, replace(entry, action=Action.READ))
    row = await connection.fetchrow(statement.one_owner, carrier.owner, [0], *[[value] for value in values])
    return stored(row, carrier.owner)
