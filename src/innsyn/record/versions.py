"""How statements select a stored version, and how a selected row becomes a `Stored`."""

from typing import Any

from innsyn.record.packing import unpack
from innsyn.record.stored import Owner, Stored

VERSION_COLUMNS = (
    "v.row, v.first_row, v.type::text as type, v.id, v.version, v.recorded_at, v.custodian, v.labels, v.deleted,"
    " nullif(v.clinical_at, '-infinity') as clinical_at, v.dictionary, v.body"
)
"""For a select from a table of versions under the alias `v`."""


def stored(row: Any, owner: Owner) -> Stored:
    """Read a row selected with `VERSION_COLUMNS`."""
    labels = row["labels"]
    body = row["body"]
    return Stored(
        row["row"],
        owner,
        row["type"],
        row["id"],
        row["version"],
        row["recorded_at"],
        row["custodian"],
        frozenset(labels) if labels else _NO_LABELS,
        row["deleted"],
        b"" if body is None else unpack(row["dictionary"], body),
        row["clinical_at"],
    )


_NO_LABELS: frozenset[str] = frozenset()
