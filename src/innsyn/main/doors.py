"""Both doors, joined to their providers: the real ones that the settings name, or the simulators of the sandbox."""

import secrets
from collections.abc import Sequence

import httpx

from innsyn.edge.helseid import Helseid, HelseidSettings
from innsyn.edge.helseid.door import IDENTITY_SCOPES
from innsyn.edge.idporten import Idporten, IdportenSettings
from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import Clock
from innsyn.main.keeping import client_key
from innsyn.main.settings import SettingProblem, Settings
from innsyn.sandbox.simulators.openid.clients import RegisteredClient

SIMULATED_IDPORTEN = "/sandbox/idporten"
SIMULATED_HELSEID = "/sandbox/helseid"
HELSEID_SCOPE = "innsyn:desk/use"
_SECRET_BYTES = 32


def new_secret() -> str:
    """Draw 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def idporten(settings: Settings, http: httpx.AsyncClient, clock: Clock) -> Idporten:
    """Make the citizens' door. Raises SettingProblem when no provider is named and the sandbox is off."""
    registered = IdportenSettings(
        issuer=idporten_issuer(settings),
        client_id=settings.idporten_client_id,
        redirect_uri=f"{settings.base_url}/login/callback",
        key=client_key(settings, "idporten", settings.idporten_key),
        eids=settings.idporten_amr_high,
    )
    return Idporten(registered, http=http, clock=clock, new_secret=new_secret)


def helseid(settings: Settings, http: httpx.AsyncClient, clock: Clock) -> Helseid:
    """Make the personnel's door. Raises SettingProblem when no provider is named and the sandbox is off."""
    registered = HelseidSettings(
        issuer=helseid_issuer(settings),
        client_id=settings.helseid_client_id,
        redirect_uri=f"{settings.base_url}/desk/login/callback",
        key=client_key(settings, "helseid", settings.helseid_key),
        scope=HELSEID_SCOPE,
    )
    return Helseid(registered, http=http, clock=clock, new_secret=new_secret)


def idporten_issuer(settings: Settings) -> str:
    """Say who the citizens' provider is. Raises SettingProblem when none is named and the sandbox is off."""
    return _issuer(settings, settings.idporten_issuer, SIMULATED_IDPORTEN, "IDPORTEN")


def helseid_issuer(settings: Settings) -> str:
    """Say who the personnel's provider is. Raises SettingProblem when none is named and the sandbox is off."""
    return _issuer(settings, settings.helseid_issuer, SIMULATED_HELSEID, "HELSEID")


def registrations(settings: Settings) -> tuple[Sequence[RegisteredClient], Sequence[RegisteredClient]]:
    """Say how the simulators know us: first at the citizens' provider, then at the personnel's."""
    base = settings.base_url
    citizen = RegisteredClient(
        client_id=settings.idporten_client_id,
        name="Innsyn",
        public_keys=published(client_key(settings, "idporten", settings.idporten_key)),
        redirect_uris=(f"{base}/login/callback",),
        post_logout_redirect_uris=(f"{base}/logged-out", f"{base}/login/citizen"),
        frontchannel_logout_uri=f"{base}/logout/front-channel",
    )
    staff = RegisteredClient(
        client_id=settings.helseid_client_id,
        name="Innsyn",
        public_keys=published(client_key(settings, "helseid", settings.helseid_key)),
        redirect_uris=(f"{base}/desk/login/callback",),
        post_logout_redirect_uris=(f"{base}/logged-out", f"{base}/desk/login"),
        frontchannel_logout_uri=f"{base}/desk/logout/front-channel",
        scopes=frozenset((*IDENTITY_SCOPES, HELSEID_SCOPE)),
    )
    return (citizen,), (staff,)


def _issuer(settings: Settings, named: str, simulated: str, variable: str) -> str:
    if named:
        return named
    if not settings.is_sandbox:
        raise SettingProblem(f"INNSYN_{variable}_ISSUER takes the address of the provider; only the sandbox has one of its own")
    return settings.base_url + simulated
