"""The files a load is made of, cut into units that are taken in whole or not at all.

A unit is one Bundle or resource of a JSON file, or a run of lines of an NDJSON file. Source: HL7 FHIR R4 bundle.html; Bulk Data 3.0 ndjson.
"""

import bz2
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from innsyn.kernel.outcome import Problem

LARGEST_FILE_BYTES = 512 * 1024 * 1024
"""Unpacked: a packed file that grows past this is refused, whatever it promised."""

LARGEST_LINE_BYTES = 64 * 1024 * 1024
"""A longer line of an NDJSON file ends the reading of that file; the file itself may be of any size."""

LINES_PER_UNIT = 1_000
LARGEST_RUN_BYTES = 8 * 1024 * 1024
"""A run of lines ends when it has grown past this."""

_OPENERS: dict[str, Callable[[IO[bytes]], Any]] = {".bz2": bz2.open, ".gz": gzip.open}
_JSON, _LINES = ".json", ".ndjson"
_OTHER_KIND = Problem("not-supported", "only .json and .ndjson, plain or packed with gz or bz2, are read")
_TOO_LARGE = Problem("too-long", f"more than {LARGEST_FILE_BYTES} bytes unpacked: cut it, or use NDJSON")
_LINE_TOO_LONG = Problem("too-long", f"a line is longer than {LARGEST_LINE_BYTES} bytes: the rest of the file was not read")
_BROKEN = Problem("structure", "the file cannot be read or unpacked")


@dataclass(frozen=True, slots=True)
class Unit:
    """Some resources that belong together.

    name: the file's name and the unit's number in it, for the report. digest: SHA-256 of the contents, by which a stopped load knows it.
    documents: JSON texts, each a Bundle or a resource. line_numbers: for lines, the number of each in its file, from 1; else empty.
    read_bytes: how far into the file, packed as it is, its reading has come."""

    name: str
    digest: str
    documents: tuple[bytes, ...]
    line_numbers: tuple[int, ...] = ()
    read_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, or not to its end, and why."""

    name: str
    problem: Problem


def files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the files to load: those named, whatever they are, and those of the kinds we know in the folders named, to every depth.

    Returns each once, folders in order of name."""
    return tuple(dict.fromkeys(file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])))


def units(file: Path) -> Iterator[Unit | Unreadable]:
    """Cut one file into units, reading lines as they come.

    Ends with one `Unreadable` when the file is broken, too large or of a kind we do not know."""
    kind = _kind(file)
    if kind is None:
        yield Unreadable(file.name, _OTHER_KIND)
        return
    try:
        with ExitStack() as stack:
            packed = stack.enter_context(file.open("rb"))
            opener = _OPENERS.get(file.suffix.lower())
            stream = stack.enter_context(opener(packed)) if opener else packed
            yield from _lines(file.name, stream, packed) if kind == _LINES else _whole(file.name, stream, packed)
    except (OSError, EOFError, zlib.error):
        yield Unreadable(file.name, _BROKEN)


def _in_folder(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and _kind(file) is not None]


def _kind(file: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in file.suffixes]
    if suffixes and suffixes[-1] in _OPENERS:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in (_JSON, _LINES) else None


def _whole(name: str, stream: IO[bytes], packed: IO[bytes]) -> Iterator[Unit | Unreadable]:
    content = stream.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        yield Unreadable(name, _TOO_LARGE)
        return
    yield Unit(name, hashlib.sha256(content).hexdigest(), (content,), (), packed.tell())


def _lines(name: str, stream: IO[bytes], packed: IO[bytes]) -> Iterator[Unit | Unreadable]:
    for number, run in enumerate(_runs(stream), 1):
        if len(run[-1][1]) > LARGEST_LINE_BYTES:
            yield Unreadable(name, _LINE_TOO_LONG)
            return
        lines = tuple(line.strip() for _, line in run)
        digest = hashlib.sha256(b"\n".join(lines)).hexdigest()
        yield Unit(f"{name}#{number}", digest, lines, tuple(line_number for line_number, _ in run), packed.tell())


def _runs(stream: IO[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    """Cut lines, with their numbers, into runs that are neither too many nor too much; a line that is too long ends its run."""
    run: list[tuple[int, bytes]] = []
    size = 0
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST_LINE_BYTES + 1), b""), 1):
        if not line.strip():
            continue
        run.append((number, line))
        size += len(line)
        if len(run) == LINES_PER_UNIT or size > LARGEST_RUN_BYTES:
            yield run
            run, size = [], 0
    if run:
        yield run
