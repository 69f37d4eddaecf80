"""Where people are registered, in a form for comparing only: who lives together, without saying where."""

import hmac
import json
from hashlib import sha256
from typing import Any

from innsyn.edge.population_register.reading import Json, text

_LAND = ("kommunenummer", "gaardsnummer", "bruksnummer", "festenummer")


def address_key(homes: list[Json], secret: bytes) -> str | None:
    """Make a key out of the one address (bostedsadresse) someone has now.

    secret: without it nobody can find the address by trying. Returns None when there is no address, or more than one."""
    if len(homes) != 1:
        return None
    place = _street(homes[0].get("vegadresse")) or _land(homes[0].get("matrikkeladresse"))
    if place is None:
        return None
    return hmac.new(secret, json.dumps(place, ensure_ascii=False).encode(), sha256).hexdigest()


def _street(address: Any) -> list[str] | None:
    """A street address needs its municipality, street and number to be one; flats in a house are told apart by the dwelling's number."""
    if not isinstance(address, dict):
        return None
    house, post = _within(address, "adressenummer"), _within(address, "poststed")
    needed = [_plain(address.get("kommunenummer")), _plain(address.get("adressenavn")), _plain(house.get("husnummer"))]
    if not all(needed):
        return None
    return ["street", *needed, _plain(house.get("husbokstav")), _plain(address.get("bruksenhetsnummer")), _plain(post.get("postnummer"))]


def _land(address: Any) -> list[str] | None:
    """A place without a street is known by its number in the land register."""
    if not isinstance(address, dict):
        return None
    land = [_plain(_within(address, "matrikkelnummer").get(name)) for name in _LAND]
    if not all(land[:3]):
        return None
    return ["land", *land, _plain(address.get("undernummer")), _plain(address.get("bruksenhetsnummer"))]


def _within(address: Json, name: str) -> Json:
    found = address.get(name)
    return found if isinstance(found, dict) else {}


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value).casefold()
