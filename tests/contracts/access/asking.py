"""Asks one address as one role, and says in one letter what became of it."""

import re
from dataclasses import dataclass
from uuid import UUID

import httpx
from tests.contracts.access.marks import marked_in
from tests.contracts.access.roles import Guest, Role
from tests.contracts.access.town import ENROLLED, Town

from innsyn.web.feature import Route

LETTERS = {
    "S": "opens, and something of the patient's stands there",
    "o": "opens, and nothing of the patient's stands there",
    "i": "a form came in at the door: what is wrong in it is said",
    "d": "done: sent on within the site, and her record is changed",
    "n": "sent on within the site, and her record is not changed",
    "m": "the form was drawn in another record, or something has changed meanwhile",
    "r": "refused inside the patient's record, to whoever may read what is named and not do this",
    "l": "sent to the login",
    "3": "refused: not for this role",
    "4": "absent, as what does not exist",
}
OPENS, REFUSED = frozenset("Soidmn"), frozenset("l34")
LOGINS = ("/login", "/desk/login")
_ENDING = ("/withdraw", "/lift", "/end", "/forget", "/leave")
"""What ends something comes last, and what ends the visit after all else."""


@dataclass
class Asked:
    """One answer. letter: of `LETTERS`. shows: keys of the people of whom something stands in it. text: the body."""

    route: Route
    letter: str
    shows: set[str]
    text: str


def in_order(routes) -> list[Route]:
    """Put pages before actions, and what ends something last."""
    endings = {ending: place for place, ending in enumerate(_ENDING, 1)}
    return sorted(routes, key=lambda route: (route.method, endings.get(f"/{route.path.rpartition('/')[2]}", 0)))


def whose_at(route: Route, role: Role) -> str:
    """Say whose things an address shows or names, for a role: his whom a ward has asked for, at the pages about that."""
    return ENROLLED if "/enrolment" in route.path else role.names


def named_at(route: Route, ids: dict[str, str]) -> str:
    """Say the id of the resource that an address names: of what kind it is the address itself tells; empty for none."""
    if "enrolment" in ids:
        return ids["enrolment"] if "{" in route.path else ""
    if not route.asks_for:
        return ""
    if route.asks_for == "Consent":
        return ids["grant" if "/representation" in route.path else "shield"]
    if route.asks_for == "Communication":
        return ids["draft" if "/draft/" in route.path else "message"]
    if route.path.startswith("/messages/"):
        return ids["conversation"]
    if route.path.startswith("/calendar/"):
        return ids["event"]
    if route.asks_for == "Task":
        return ids["wish" if "/wish" in route.path or "hide" in route.path else "question"]
    if route.asks_for == "DocumentReference" and (route.method == "POST" or "withholding" in route.path or "shields" in route.path):
        return ids["spare"]
    return ids[route.asks_for]


def address(route: Route, town: Town, role: Role, guest: Guest) -> str:
    """Fill a route's address: her own visit where she has one, else the doctor's; in every other place something of the one named."""
    ids = town.ids[whose_at(route, role)]
    named = named_at(route, ids)
    places = {
        "visit": guest.visit or ids["visit"],
        "visit_id": ids["visit"],
        "client_id": town.client_id,
        "place": "1",
        "message": ids.get("message", "none"),
        "feed_id": str(UUID(int=0)),
    }
    if route.asks_for == "Communication":
        places["task_id"] = ids["conversation"]
    return re.sub(r"\{(\w+)\}", lambda place: places.get(place[1]) or named, route.path)


async def ask(town: Town, role: Role, guest: Guest, route: Route) -> Asked:
    """Ask. A form says no more than whom it is about."""
    path, whose = address(route, town, role, guest), whose_at(route, role)
    if route.method == "GET":
        answer = await guest.browser.client.get(path)
    else:
        answer = await guest.post(path, fields(route, town, role, guest))
    letter = letter_of(answer, whose, path)
    if letter == "3" and guest.key == whose in marked_in(answer.text):
        letter = "r"
    return Asked(route, letter, marked_in(answer.text), answer.text)


def fields(route: Route, town: Town, role: Role, guest: Guest) -> dict[str, str]:
    """Say what a form brings along: whom it names."""
    if route.path == "/representation/open":
        return {"person": str(town.owners[role.names]), "role": role.acts_as or "parent"}
    if route.path in ("/desk/open", "/desk/open-emergency"):
        return {**(guest.found or {"patient": str(town.owners[role.names]), "finding": town.ids[role.names]["visit"]})}
    if route.path.startswith("/desk") and route.path.endswith("/find"):
        return {"number": town.number(role.names)}
    ids = town.ids[role.names]
    return {"decision": ids["Flag"], "wish": ids["wish"], "question": ids["question"], "task": ids["question"]}


def letter_of(answer: httpx.Response, names: str, path: str) -> str:
    """Say in a letter what became of it. Raises AssertionError for what no page of ours answers."""
    if answer.status_code == 303:
        return "l" if answer.headers["location"].startswith(LOGINS) else "n"
    known = {200: "S" if names in marked_in(answer.text) else "o", 422: "i", 409: "m", 403: "3", 404: "4"}
    assert answer.status_code in known, f"{path}: {answer.status_code}"
    return known[answer.status_code]
