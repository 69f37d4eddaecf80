"""Who may ask the register: whoever shows a token of its own issuer, not run out, for the scope of this package of rights.

Source: RFC 6750 §2.1; Skatteetaten, folkeregisteret-api-dokumentasjon, Maskinporten and Endepunkter."""

from joserfc import jwt
from joserfc.errors import JoseError

from innsyn.sandbox.simulators.openid.wire import WireRequest
from innsyn.sandbox.simulators.population_register.faults import Fault
from innsyn.sandbox.simulators.population_register.refused import RegisterRefused, forbidden, unauthenticated, unknown
from innsyn.sandbox.simulators.population_register.running_register import SCOPE, RunningRegister, running


def allowed(request: WireRequest) -> RunningRegister:
    """Let a request pass to the register, or raise RegisterRefused: 401 without a token that holds, 403 without the scope."""
    here = running(request)
    _check_token(here, request.headers.get("authorization", ""))
    _fail_as_told(here)
    return here


def _check_token(here: RunningRegister, header: str) -> None:
    kind, _, token = header.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise unauthenticated("Token mangler")
    try:
        claims = jwt.decode(token, here.keys.current, algorithms=["RS256"]).claims
    except (JoseError, ValueError) as problem:
        raise unauthenticated("Tokenet holder ikke") from problem
    if claims.get("iss") != here.issuer or claims.get("exp", 0) <= here.clock().timestamp():
        raise unauthenticated("Tokenet holder ikke")
    if SCOPE not in str(claims.get("scope", "")).split():
        raise forbidden("Tokenet gir ikke rett til denne pakken")


def _fail_as_told(here: RunningRegister) -> None:
    if Fault.DOWN in here.faults:
        raise RegisterRefused(500, "FREG-500", "Feil i tjenesten")
    if Fault.TOO_MANY in here.faults:
        raise RegisterRefused(429, "FREG-429", "For mange kall", {"Retry-After": "1000"})
    if Fault.NOT_FOUND in here.faults:
        raise unknown("Ukjent adresse")
