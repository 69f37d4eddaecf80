"""How far a program has come in what it follows: one small file for each in the data folder, never half written."""

from pathlib import Path


def kept(place: Path) -> str | None:
    """Say how far, None when nothing has been kept yet."""
    return place.read_text(encoding="ascii") if place.exists() else None


def keep(place: Path, reached: str) -> None:
    """Keep how far, instead of what was kept before."""
    draft = place.with_suffix(".draft")
    draft.write_text(reached, encoding="ascii")
    draft.replace(place)
