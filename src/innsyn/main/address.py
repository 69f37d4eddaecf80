"""Where a running server answers, noted in its data folder for the commands that talk to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOTE = "address"


@contextmanager
def noted_address(data: Path, base_url: str) -> Iterator[None]:
    """Have the address noted while the block lasts."""
    note = data / _NOTE
    data.mkdir(parents=True, exist_ok=True)
    note.write_text(base_url, encoding="utf-8")
    try:
        yield
    finally:
        if address_in(data) == base_url:
            note.unlink(missing_ok=True)


def address_in(data: Path) -> str | None:
    """Say where the server of a data folder answers; None when none is noted. One that was killed may still be noted."""
    try:
        return (data / _NOTE).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
