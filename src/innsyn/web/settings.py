"""What the web layer must be told at start: plain values, read from nowhere by itself."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True, slots=True)
class WebSettings:
    """Plain values, all decided by `main`.

    origin: scheme and host people use (`https://innsyn.example`), no trailing slash. is_sandbox: the component gallery exists, and
    templates are read again when they change. is_strict: a missing text is an error, for tests.
    idle_s, absolute_s: how long a session lives without a request, and at most. warning_s: how long before the end a page warns.
    form_targets: origins a form may end at after a redirect (the providers' logout pages).
    trusted_hops: reverse proxies in front of us whose X-Forwarded-For we believe. max_body_bytes: of a post, unless the route says more."""

    origin: str
    is_sandbox: bool = False
    is_strict: bool = False
    idle_s: int = 30 * 60
    absolute_s: int = 8 * 60 * 60
    warning_s: int = 2 * 60
    form_targets: tuple[str, ...] = ()
    trusted_hops: int = 0
    max_body_bytes: int = 1_000_000

    @property
    def is_https(self) -> bool:
        """Say whether cookies and HSTS can be of the strict kind."""
        return urlsplit(self.origin).scheme == "https"
