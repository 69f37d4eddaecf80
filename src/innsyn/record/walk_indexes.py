"""Builds the indexes of walks over all patients without stopping anybody from writing.

Source: docs/adr/0018-search-columns.md. `create index concurrently` cannot be part of a migration's transaction; one that was broken off
leaves an index that is not valid, which is dropped and built again.
"""

from typing import Any

from innsyn.record.waiting import WAITING_INDEX

WALKS = {
    "version_walked": "version (type, coalesce(custodian, ''), clinical_at desc, first_row desc) where is_current and not deleted",
    "version_kept": "version (coalesce(custodian, ''), row)",
    "version_waiting": WAITING_INDEX,
}
"""By type and custodian, newest first; every version by custodian, in the order they were written; and the Tasks that wait with each."""

_VALID = "select i.indisvalid from pg_index i where i.indexrelid = to_regclass($1)"


async def build_walk_indexes(connection: Any) -> list[str]:
    """Build those that are missing or were broken off. Returns their names."""
    built = []
    for name, over in WALKS.items():
        is_valid = await connection.fetchval(_VALID, name)
        if is_valid:
            continue
        if is_valid is False:
            await connection.execute(f"drop index concurrently {name}")
        await connection.execute(f"create index concurrently {name} on {over}")
        built.append(name)
    return built
