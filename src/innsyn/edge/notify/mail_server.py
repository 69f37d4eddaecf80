"""Where our letters go out: a mail server as the settings name it."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

_PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}

Security = Literal["tls", "starttls", "none"]
_SECURITY: dict[str, Security] = {"smtps": "tls", "smtp": "starttls", "smtp+plain": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A mail server. security: TLS from the first byte, STARTTLS that is demanded, or none, for a server on the same machine."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(address: str) -> MailServer | None:
    """Read an address such as `smtps://user:password@mail.example.no`, `smtp://…` with STARTTLS or `smtp+plain://127.0.0.1:1025`.

    None when it is none of these."""
    parts = urlsplit(address)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/"):
        return None
    security = _SECURITY[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host=parts.hostname, port=port, security=security, user=user, password=password)
