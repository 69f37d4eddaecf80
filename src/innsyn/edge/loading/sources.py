"""The files a load is made of, cut into units that are taken in whole or not at all.

A unit is one Bundle or resource of a JSON file, or a run of lines of an NDJSON file. Source: HL7 FHIR R4 bundle.html; Bulk Data 3.0 ndjson.
"""

import bz2
import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from innsyn.kernel.outcome import Problem

LARGEST_FILE_BYTES = 512 * 1024 * 1024
"""Unpacked: a packed file that grows past this is refused, whatever it promised."""

LINES_PER_UNIT = 200
_OPENERS: dict[str, Callable[[Path], Any]] = {".bz2": bz2.open, ".gz": gzip.open}
_JSON, _LINES = ".json", ".ndjson"


@dataclass(frozen=True, slots=True)
class Unit:
    """Some resources that belong together.

    name: the file's name and the unit's number in it, for the report. digest: SHA-256 of the contents, by which a stopped load knows it.
    documents: JSON texts, each a Bundle or a resource."""

    name: str
    digest: str
    documents: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read at all, and why."""

    name: str
    problem: Problem


def files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the files that hold FHIR data, in order of name, folders opened to every depth."""
    found = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return tuple(file for file in found if file.is_file() and _kind(file) is not None)


def units(file: Path) -> Iterator[Unit | Unreadable]:
    """Cut one file into units, reading lines as they come.

    Gives one `Unreadable` when the file is broken, too large or of a kind we do not know."""
    kind = _kind(file)
    if kind is None:
        yield Unreadable(file.name, Problem("not-supported", "only .json and .ndjson, plain or packed with gz or bz2, are read"))
        return
    try:
        with _open(file) as stream:
            yield from _lines(file.name, stream) if kind == _LINES else _whole(file.name, stream)
    except (OSError, EOFError):
        yield Unreadable(file.name, Problem("structure", "the file cannot be read or unpacked"))


def _kind(file: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in file.suffixes]
    if suffixes and suffixes[-1] in _OPENERS:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in (_JSON, _LINES) else None


def _open(file: Path) -> AbstractContextManager[IO[bytes]]:
    opener = _OPENERS.get(file.suffix.lower(), _open_plain)
    return opener(file)  # type: ignore[no-any-return]


def _open_plain(file: Path) -> IO[bytes]:
    return file.open("rb")


def _whole(name: str, stream: IO[bytes]) -> Iterator[Unit | Unreadable]:
    content = stream.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        yield Unreadable(name, Problem("too-long", f"more than {LARGEST_FILE_BYTES} bytes unpacked"))
        return
    yield Unit(name, hashlib.sha256(content).hexdigest(), (content,))


def _lines(name: str, stream: IO[bytes]) -> Iterator[Unit]:
    lines = (line.strip() for line in stream)
    documents = (line for line in lines if line)
    number = 0
    while chunk := tuple(islice(documents, LINES_PER_UNIT)):
        number += 1
        yield Unit(f"{name}#{number}", hashlib.sha256(b"\n".join(chunk)).hexdigest(), chunk)
