"""The faults that change nothing anybody could see, each with its reason: they are allowed to survive."""

import json
from collections.abc import Collection
from pathlib import Path

FILE = Path(__file__).with_name("equivalent.json")


def equivalents(files: Collection[str], *, listed: Path = FILE) -> dict[tuple[str, str, str], str]:
    """Read the list: file, within and change, as a mutant is known by, to the reason why no test can notice. files: their names."""
    rows = json.loads(listed.read_text("utf-8"))
    return {(row["file"], row["within"], row["change"]): row["reason"] for row in rows if row["file"] in files}
