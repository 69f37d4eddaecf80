"""Access tokens of HelseID at our FHIR interface: those of machines, and those of personnel, which are exchanged.

Source: NHN, HelseID, access tokens; RFC 9068 §4; Tillitsrammeverk 1.1 (the attestation is judged by whoever receives it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from innsyn.edge.openid.access_token import AccessTokenRules, bound_key, judge_access_token, scopes_of
from innsyn.edge.openid.code_flow import ID_TOKEN_ALGORITHMS
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import SignedToken, header_of, verified
from innsyn.gate.clients.client import Client
from innsyn.gate.gate import Gate
from innsyn.gate.scopes import Scopes
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import is_organisation_number

AUDIENCE = "innsyn:fhir"
SYSTEM_SCOPES = {"innsyn:fhir/read": "system/*.rs", "innsyn:fhir/write": "system/*.cud"}
"""HelseID's scopes for us, and what each means here."""

PARENT = "helseid://claims/client/claims/orgnr_parent"
CLIENT_NAME = "helseid://claims/client/client_name"
_OF_A_PERSON = ("helseid://claims/identity/pid", "sid", "auth_time")


@dataclass(frozen=True, slots=True)
class MachineCaller:
    """A machine that HelseID vouches for. jkt: the key its token is bound to."""

    client: Client
    jkt: str
    expires_at: Instant


class HelseidTokens:
    """Judges HelseID's tokens for the FHIR interface."""

    def __init__(self, provider: Provider, gate: Gate) -> None:
        """provider: HelseID as the settings name it. gate: knows the organisations."""
        self._provider, self._gate = provider, gate

    @property
    def issuer(self) -> str:
        """Whose tokens these are."""
        return self._provider.issuer

    async def judged(self, text: str, *, now: Instant) -> SignedToken | Refusal:
        """Verify and judge an access token for this interface; it is bound to a key, or it is refused."""
        token = await signed_by(self._provider, text, now=now)
        if isinstance(token, Refusal):
            return token
        rules = AccessTokenRules(issuer=self._provider.issuer, audience=AUDIENCE)
        return judge_access_token(token, rules, now=now) or token

    async def machine(self, text: str, *, now: Instant) -> MachineCaller | Refusal:
        """Say which organisation's system calls, by its own token."""
        token = await self.judged(text, now=now)
        if isinstance(token, Refusal):
            return token
        if any(claim in token.claims for claim in _OF_A_PERSON):
            return refused("helseid.person")
        scope = " ".join(meaning for word, meaning in SYSTEM_SCOPES.items() if word in scopes_of(token))
        number = str(token.claims.get(PARENT, ""))
        if not scope or not is_organisation_number(number) or await self._gate.directory.organisation(number) is None:
            return refused("helseid.scope" if not scope else "helseid.organisation")
        actor = await self._gate.actors.system(_name_of(token.claims), organisation=number)
        client = Client(actor, Scopes.parse(scope), client_id=f"helseid:{token.claims.get('client_id', '')}")
        return MachineCaller(client, bound_key(token), _ends_at(token))


async def signed_by(provider: Provider, text: str, *, now: Instant) -> SignedToken | Refusal:
    """Verify a token with one of a provider's keys, of an algorithm providers use."""
    header = header_of(text)
    if isinstance(header, Refusal):
        return header
    if header.get("alg") not in ID_TOKEN_ALGORITHMS:
        return refused("token.alg")
    key = await provider.key(header.get("kid"), now=now)
    return key if isinstance(key, Refusal) else verified(text, key, algorithms=ID_TOKEN_ALGORITHMS)


def _name_of(claims: Mapping[str, Any]) -> str:
    name = claims.get(CLIENT_NAME) or claims.get("client_id")
    return name[:100] if isinstance(name, str) and name else "HelseID"


def _ends_at(token: SignedToken) -> Instant:
    return datetime.fromtimestamp(token.claims["exp"], UTC)
