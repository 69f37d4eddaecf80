"""What a registration must be like: a name, a way to prove itself, scopes that mean something, somebody to call.

Source: SMART App Launch 2.2, Backend Services, registration; docs/spec/clients.md#CLI-2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from innsyn.gate.scopes import Scopes
from innsyn.web.clients.client import RegisteredClient
from innsyn.web.clients.public_keys import published, read_keys

_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,62}[a-z0-9]")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,60}")
_LOGIN_CLIENT = re.compile(r"[!-~]{0,200}")
LONGEST_NAME = 100
LONGEST_SCOPES = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks to have registered, as typed. keys: JWK set as JSON; or keys_url: where it is. One of the two."""

    name: str
    contact: str
    scopes: str
    keys: str = field(default="", repr=False)
    keys_url: str = ""
    allows_bearer: bool = False
    login_client: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something to mend. field: of the wish. what: a word for it; the page's text key is `clients.mistake.<what>`."""

    field: str
    what: str


def registration(wish: Wish, client: RegisteredClient, *, may_be_local: bool = False) -> RegisteredClient | tuple[Mistake, ...]:
    """Say what is to be registered, or everything that is wrong with the wish.

    client: with id and organisation; of a change, as it stands. may_be_local: keys may be fetched over plain http (sandbox)."""
    mistakes = tuple(_mistakes(wish, client.client_id, may_be_local=may_be_local))
    if mistakes:
        return mistakes
    keys = read_keys(wish.keys) if wish.keys.strip() else {}
    return replace(
        client,
        name=wish.name.strip(),
        contact=wish.contact.strip(),
        scopes=" ".join(dict.fromkeys(wish.scopes.split())),
        keys=published(keys) if isinstance(keys, dict) and keys else "",
        keys_url=wish.keys_url.strip(),
        allows_bearer=wish.allows_bearer,
        login_client=wish.login_client.strip(),
    )


def is_client_id(text: str) -> bool:
    """Say whether a text can be a client id: 4 to 64 lower case letters, digits and dashes."""
    return _ID.fullmatch(text) is not None


def unknown_scopes(text: str) -> tuple[str, ...]:
    """List the words that are no scopes of ours."""
    return tuple(word for word in text.split() if not Scopes.parse(word).all)


def _mistakes(wish: Wish, client_id: str, *, may_be_local: bool) -> Iterator[Mistake]:
    if not is_client_id(client_id):
        yield Mistake("client_id", "client_id")
    if not 0 < len(wish.name.strip()) <= LONGEST_NAME:
        yield Mistake("name", "name")
    if not _EMAIL.fullmatch(wish.contact.strip()):
        yield Mistake("contact", "contact")
    if not wish.scopes.split() or len(wish.scopes) > LONGEST_SCOPES:
        yield Mistake("scopes", "no_scopes")
    elif unknown_scopes(wish.scopes):
        yield Mistake("scopes", "unknown_scopes")
    if not _LOGIN_CLIENT.fullmatch(wish.login_client.strip()):
        yield Mistake("login_client", "login_client")
    yield from _key_mistakes(wish, may_be_local=may_be_local)


def _key_mistakes(wish: Wish, *, may_be_local: bool) -> Iterator[Mistake]:
    has_keys, address = bool(wish.keys.strip()), wish.keys_url.strip()
    if has_keys == bool(address):
        yield Mistake("keys", "one_of_two" if has_keys else "no_keys")
    elif has_keys:
        keys = read_keys(wish.keys)
        if isinstance(keys, str):
            yield Mistake("keys", keys)
    elif not is_keys_address(address, may_be_local=may_be_local):
        yield Mistake("keys_url", "keys_url")


def is_keys_address(address: str, *, may_be_local: bool = False) -> bool:
    """Say whether keys may be fetched there: https, a host, no credentials, no fragment."""
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and parts.password is None and not parts.fragment and (parts.port or 443) > 0
    except ValueError:
        return False
    schemes = ("https", "http") if may_be_local else ("https",)
    return is_plain and parts.scheme in schemes and bool(parts.hostname) and len(address) <= 500 and address.isascii()
