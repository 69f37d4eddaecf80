"""The synthetic nation of one data folder: made from a seed on the day of its first start, and the same ever after."""

import json
from datetime import date
from pathlib import Path

from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.sandbox.people.nation import Nation, nation

SEED = 20260501
LEDGER = "loads.jsonl"
_MEMORY = "nation.json"


def has_world(data: Path) -> bool:
    """Say whether a nation lives in the data folder: then it is a sandbox."""
    return (data / _MEMORY).exists()


def known_world(data: Path, now: Instant) -> Nation:
    """Make the data folder's nation; the first time, `now` decides the day all its histories end."""
    memory = data / _MEMORY
    if not memory.exists():
        data.mkdir(parents=True, exist_ok=True)
        draft = memory.with_suffix(".draft")
        draft.write_text(json.dumps({"seed": SEED, "today": norwegian_date(now).isoformat()}), encoding="utf-8")
        draft.replace(memory)
    remembered = json.loads(memory.read_text(encoding="utf-8"))
    return nation(remembered["seed"], date.fromisoformat(remembered["today"]))


def demo_organisation(nation: Nation) -> str:
    """Say the number of the organisation that acts when nobody says which: the nation's first hospital trust."""
    return next(each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number)
