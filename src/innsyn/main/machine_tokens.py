"""Tokens of Maskinporten for our own calls to national services, one kind for each scope."""

from collections.abc import Awaitable, Callable

import httpx

from innsyn.edge.population_register.calls import Caller
from innsyn.edge.population_register.maskinporten import Maskinporten, Tokens
from innsyn.kernel.clock import Clock
from innsyn.main.doors import new_secret
from innsyn.main.keeping import client_key
from innsyn.main.settings import SettingProblem, Settings

_DEADLINE_S = 5.0


def machine_tokens(settings: Settings, http: httpx.AsyncClient, scope: str, clock: Clock) -> Callable[[], Awaitable[str | None]]:
    """Give what gives a token for a scope, None when Maskinporten gives none just now.

    Raises SettingProblem when nobody gives tokens, or when the key is none that Maskinporten takes."""
    if not settings.maskinporten_issuer:
        raise SettingProblem("INNSYN_MASKINPORTEN_ISSUER takes the token issuer of national services, https://maskinporten.no/")
    key = client_key(settings, "maskinporten", settings.maskinporten_key)
    if key.key_type != "RSA":
        raise SettingProblem("INNSYN_MASKINPORTEN_KEY takes a file with a private RSA key: Maskinporten knows no other kind")
    issuer = settings.maskinporten_issuer.rstrip("/") + "/"
    us = Maskinporten(issuer=issuer, client_id=settings.maskinporten_client_id, key=key, scope=scope, new_id=new_secret)
    tokens = Tokens(us, Caller(http, _DEADLINE_S))

    async def token() -> str | None:
        given = await tokens.token(now=clock())
        return given if isinstance(given, str) else None

    return token
