"""Spreads the tables over the nodes of a Citus cluster: everything of one owner on one node.

Source: docs/adr/0002-storage-layout.md. Does nothing on a server without the extension.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """How one table is spread. by: the distribution column, None for a table copied to every node. beside: the table it lies with."""

    table: str
    by: str | None
    beside: str | None = None


SPREADS = (
    Spread("shared_version", None),
    Spread("version", "owner"),
    Spread("population", "owner", "version"),
    Spread("standing", "owner", "version"),
    Spread("log_entry", "owner", "version"),
    Spread("blob_key", "owner", "version"),
    Spread("located", "id"),
    Spread("identified", "token"),
)
"""In this order: a table must stand before those that lie beside it. The tree and its seals stay where the sealer connects."""

_HAS_CITUS = "select exists (select from pg_extension where extname = 'citus')"
_ALREADY = "select logicalrelid::regclass::text from pg_dist_partition"


def calls(spread: Spread) -> str:
    """Write the call that spreads a table."""
    if spread.by is None:
        return f"select create_reference_table('{spread.table}')"
    return f"select create_distributed_table('{spread.table}', '{spread.by}', colocate_with => '{spread.beside or 'none'}')"


async def has_citus(connection: Any) -> bool:
    """Say whether the database has the Citus extension."""
    return bool(await connection.fetchval(_HAS_CITUS))


async def spread_tables(connection: Any) -> list[str]:
    """Spread every table of `SPREADS` that Citus does not list yet, all in one transaction. Returns their names."""
    spread_now = []
    async with connection.transaction():
        # Our triggers only refuse, which they do just as well on each node.
        await connection.execute("set local citus.enable_unsafe_triggers = on")
        already = {row[0] for row in await connection.fetch(_ALREADY)}
        for spread in SPREADS:
            if spread.table not in already:
                await connection.execute(calls(spread))
                spread_now.append(spread.table)
    return spread_now
