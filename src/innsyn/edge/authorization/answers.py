"""What the authorization server answers: a token, or an error in the standard's form.

Source: RFC 6749 §5.1 and §5.2, RFC 8693 §2.2.1, RFC 9449 §5."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}


@dataclass(frozen=True, slots=True)
class OauthError:
    """A no. error: the standard's code. description: plain English for the integrator, nothing a stranger wrote, nothing personal.

    detail: for the technical log, of our own words. headers: more to send."""

    error: str
    description: str
    status: int = 400
    detail: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> dict[str, str]:
        """Say it as the standard writes it."""
        return {"error": self.error, "error_description": self.description}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """A token that was given. type: `DPoP` or `Bearer`. patient: id of the Patient a citizen's token is for. issued: of an exchange."""

    access_token: str = field(repr=False)
    type: str
    expires_in: int
    scope: str
    client_id: str
    patient: str = ""
    is_exchanged: bool = False

    def content(self) -> dict[str, Any]:
        """Say it as the standard writes it."""
        issued = {"issued_token_type": "urn:ietf:params:oauth:token-type:access_token"} if self.is_exchanged else {}
        launch = {"patient": self.patient} if self.patient else {}
        plain = {"access_token": self.access_token, "token_type": self.type, "expires_in": self.expires_in, "scope": self.scope}
        return {**plain, **issued, **launch}


def invalid_client(description: str, detail: str) -> OauthError:
    """Refuse somebody who has not proved who it is."""
    return OauthError("invalid_client", description, 401, detail)


def invalid_request(description: str, detail: str = "request") -> OauthError:
    """Refuse a request that is not whole."""
    return OauthError("invalid_request", description, 400, detail)
