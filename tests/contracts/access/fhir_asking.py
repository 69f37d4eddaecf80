"""Asks the FHIR interface one thing with one token, and says in one letter what became of it."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from tests.contracts.access.fhir_asks import ASKS, Ask, filled
from tests.contracts.access.fhir_tokens import Token
from tests.contracts.access.marks import marked_in
from tests.contracts.access.town import Town
from tests.contracts.attacks.running import ORIGIN

LETTERS = {
    "S": "answers with something of hers",
    "e": "answers, and nothing of hers is in it",
    "w": "done: her record is changed",
    "n": "answers as if done, and her record is not changed",
    "a": "taken on, to be done later",
    "1": "asked for a token",
    "3": "forbidden",
    "4": "not found",
    "g": "gone",
    "x": "conflict, or a condition that does not hold",
    "u": "cannot be done: the request itself is wrong, or is not offered so",
    "b": "a bundle whose entry is refused",
}
_BUSY, _EXPORTED_WITHIN_S = 429, 300
_STATUS = {202: "a", 401: "1", 403: "3", 404: "4", 410: "g", 409: "x", 412: "x", 400: "u", 405: "u", 406: "u", 422: "u"}


@dataclass
class Told:
    """One answer."""

    ask: Ask
    letter: str
    shows: set[str]
    text: str


@dataclass
class Conversation:
    """All answers to one token. unlogged: asks that named something of hers in vain, and her log did not grow."""

    told: list[Told] = field(default_factory=list)
    unlogged: list[str] = field(default_factory=list)


_held: dict[str, Conversation] = {}


async def conversation(town: Town, token: Token, asks: Sequence[Ask] = ASKS) -> Conversation:
    """Give what one token's holder is answered, asked once. asks: not all of them, for a token of another name."""
    if token.name not in _held:
        await town.chooses(token.ages)
        _held[token.name] = await _converse(town, token, asks)
    return _held[token.name]


async def _converse(town: Town, token: Token, asks: Sequence[Ask]) -> Conversation:
    headers = {} if token.made is None else town.callers.know(token.name, await token.made(town))
    held = Conversation()
    transport = httpx.ASGITransport(app=town.running.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"{ORIGIN}/fhir", headers=headers) as client:
        for ask in asks:
            is_watched = ask.changes or ask.names_one
            before = await town.counted(token.names) if is_watched else (0, 0)
            answer = await _answered(town, token.names, ask, client)
            after = await town.counted(token.names) if is_watched else (0, 0)
            letter = letter_of(answer, token.names, ask, is_changed=ask.changes and after[0] != before[0])
            held.told.append(Told(ask, letter, marked_in(_words(answer)), answer.text))
            if after[0] != before[0]:
                await town.put_back(token.names)
            if letter == "4" and ask.names_one and after[1] <= before[1]:
                held.unlogged.append(ask.name)
    return held


async def _answered(town: Town, key: str, ask: Ask, client: httpx.AsyncClient) -> httpx.Response:
    """Ask, and again as long as exports that were asked for before are so many that one more has to wait."""
    deadline = time.monotonic() + _EXPORTED_WITHIN_S
    while True:
        answer = await _asked(town, key, ask, client)
        if answer.status_code != _BUSY or "$export" not in ask.path or time.monotonic() > deadline:
            return answer
        await asyncio.sleep(0.05)


async def _asked(town: Town, key: str, ask: Ask, client: httpx.AsyncClient) -> httpx.Response:
    path = filled(town, key, ask.path)
    if ask.form is not None:
        return await client.post(path, data=ask.form(town, key), headers=dict(ask.headers))
    content = None if ask.body is None else json.dumps(ask.body(town, key)).encode()
    kind = {} if content is None else {"content-type": ask.kind}
    return await client.request(ask.method, path, content=content, headers={**kind, **dict(ask.headers)})


def letter_of(answer: httpx.Response, key: str, ask: Ask, *, is_changed: bool) -> str:
    """Say in a letter what became of it. Raises AssertionError for what the interface never answers."""
    if answer.status_code in _STATUS:
        return _STATUS[answer.status_code]
    assert answer.status_code in (200, 201, 204), f"{ask.name}: {answer.status_code} {answer.text[:200]}"
    if is_changed:
        return "w"
    if key in marked_in(_words(answer)) or (ask.names_her and not ask.changes and _is_found(answer)):
        return "S"
    if ask.path == "/" and any(not str(each["response"]["status"]).startswith("2") for each in answer.json().get("entry", ())):
        return "b"
    return "n" if ask.changes else "e"


def _is_found(answer: httpx.Response) -> bool:
    """Say whether a search or a count found something, or a read gave something."""
    told = answer.json() if answer.content else {}
    if told.get("resourceType") != "Bundle":
        return told.get("resourceType") not in (None, "OperationOutcome")
    kinds = {each.get("resource", {}).get("resourceType") for each in told.get("entry", ())}
    return bool(told.get("total")) or bool(kinds - {"OperationOutcome"})


def _words(answer: httpx.Response) -> str:
    """Give the body with what JSON writes as codes in plain letters."""
    try:
        return json.dumps(answer.json(), ensure_ascii=False)
    except ValueError:
        return answer.text
