"""What goes into the record and what comes out: versions of resources as the bytes that were received."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from innsyn.kernel.clock import Instant

if TYPE_CHECKING:
    from innsyn.record.query import Clause

Owner = int
"""Key of the patient whose compartment a resource is in: 63 random bits. Everything of one person shares it and lives on one node."""

SHARED: Owner = 0
"""The owner of what belongs to nobody: organisations, personnel, catalogues."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of one resource.

    row: number of this version in the whole record. body: the received JSON with `id` and `meta` put in; empty when `deleted`.
    clinical_at: when what it tells of happened, None when unknown."""

    row: int
    owner: Owner
    type: str
    id: str
    version: int
    recorded_at: Instant
    custodian: str | None
    labels: frozenset[str]
    deleted: bool
    body: bytes
    clinical_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Unless:
    """The condition of a conditional create that somebody else may be carrying out at this moment: of all who do, one writes.

    custodian: only what this organisation keeps counts. clauses: what is searched for, in the write's type. owners: the records that the
    search names; None names none, and in no record at all nothing can fulfil it."""

    custodian: str | None
    clauses: "tuple[Clause, ...]"
    owners: "tuple[Owner, ...] | None" = None


@dataclass(frozen=True, slots=True)
class Write:
    """One change to append.

    verb: create, update (also creates when absent and `may_create`) or delete. body: received JSON bytes, validated before.
    id: None on create lets the record give one. expected_version: If-Match, None when not asked for.
    unless_exists: `(system, value)` of If-None-Exist identifier: when some resource of the type has it, nothing is written and it is
    returned. unless: when another write under the same condition came first, nothing is written and the conflict is `matched`.
    unchanged_is_kept: when the newest version came from the very same bytes, it stands. custodian: organisation number of who
    is responsible; None: as the resource says, unknown when it does not."""

    verb: Literal["create", "update", "delete"]
    type: str
    body: bytes = b""
    id: str | None = None
    expected_version: int | None = None
    may_create: bool = True
    unless_exists: tuple[str, str] | None = None
    unless: Unless | None = None
    unchanged_is_kept: bool = False
    custodian: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one `Write`: the version that now stands, and whether this write made it."""

    stored: Stored
    is_new: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A write that lost: `code` is `version`, `exists`, `absent`, `deleted`, `owner` or `matched`; nothing of its batch was written.

    part: which record's, where several are written together."""

    index: int
    code: Literal["version", "exists", "absent", "deleted", "owner", "matched"]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search, newest first unless sorted otherwise.

    next: opaque signed-by-the-gate position after the last, None at the end. total: only when asked for."""

    rows: tuple[Stored, ...] = ()
    next: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """The standing facts that the decision was built on have changed since: decide again and repeat. Nothing was read or logged.

    owner: whose, where several records are written together."""

    owner: Owner | None = None


STALE = Stale()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change feed: which version of what came, in commit order per owner."""

    row: int
    owner: Owner
    type: str
    id: str
    version: int
    recorded_at: Instant
    deleted: bool
    tags: tuple[str, ...] = field(default=())
