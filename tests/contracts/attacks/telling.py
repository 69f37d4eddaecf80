"""Does a technical log tell anything about anybody? Numbers, names, words of the record, addresses with ids."""

import json
import re
from datetime import date
from functools import cache

from innsyn.sandbox.people.nation import Nation, nation
from innsyn.sandbox.stories.life import told

SEED, TODAY = 20260501, date(2026, 11, 22)
NUMBER = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WORDS = ("migrene", "diagnos", "sykehus", "gravid", "alert(1)", "epikrise", "legemid", "hofte")
ADDRESS = re.compile(r"/(documents|results|reports|visit|proof)/(?!\{)[\w.-]+")


def telling_lines(text: str, keys: tuple[str, ...]) -> list[str]:
    """Find the lines that tell something. keys: of the people who were there."""
    words = [word.casefold() for key in keys for word in _names_and_ids(key)]
    known: dict[str, bool] = {}
    return [line for line in text.splitlines() if NUMBER.search(line) or _tells(_without_frames(line).casefold(), words, known)]


def _tells(folded: str, words: list[str], known: dict[str, bool]) -> bool:
    """Look at each text once: most lines of a log say the same."""
    if folded not in known:
        known[folded] = _says(folded, words)
    return known[folded]


def _says(folded: str, words: list[str]) -> bool:
    if UUID.search(folded) or ADDRESS.search(folded):
        return True
    return any(word in folded and _stands_alone(word, folded) for word in words) or any(word in folded for word in WORDS)


def _stands_alone(word: str, folded: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", folded) is not None


def _without_frames(line: str) -> str:
    """Leave out route templates, file names, times and counts, which are ours."""
    try:
        event = json.loads(line)
    except ValueError:
        return line
    event = {name: value for name, value in event.items() if name not in ("trail", "timestamp", "ref", "ms", "bytes", "statements")}
    if str(event.get("route", "")).count("{") or re.fullmatch(r"[-/a-z.]*", str(event.get("route", ""))):
        event.pop("route", None)
    return json.dumps(event, ensure_ascii=False)


@cache
def _world() -> Nation:
    return nation(SEED, TODAY)


@cache
def _names_and_ids(key: str) -> list[str]:
    world = _world()
    person = world.people.get(key) or world.personnel[key]
    names = [str(person.name), person.name.family, person.name.given, person.number]
    return [*names, *(each["id"] for each in told(world, person).resources)] if key in world.people else names
