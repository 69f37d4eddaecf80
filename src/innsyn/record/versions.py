"""How statements select a stored version, and how a selected row becomes a `Stored`."""

from typing import Any

from innsyn.record.packing import unpack
from innsyn.record.stored import Owner, Stored

VERSION_COLUMNS = (
    "v.row, v.first_row, v.type::text as type, v.id, v.version, v.recorded_at, v.custodian, v.labels, v.deleted,"
    " nullif(v.clinical_at, '-infinity') as clinical_at, v.dictionary, v.body"
)
"""For a select from a table of versions under the alias `v`."""


WIDTH = 12
"""How many columns that is. Statements put them last, in this order."""

_NO_LABELS: frozenset[str] = frozenset()


def stored(row: Any, owner: Owner) -> Stored:
    """Read a row whose last columns are `VERSION_COLUMNS`."""
    number, _first, type_, id_, version, recorded_at, custodian, labels, deleted, clinical_at, dictionary, body = row[-WIDTH:]
    return Stored(
        number,
        owner,
        type_,
        id_,
        version,
        recorded_at,
        custodian,
        frozenset(labels) if labels else _NO_LABELS,
        deleted,
        b"" if body is None else unpack(dictionary, body),
        clinical_at,
    )
