"""Our cookies: their names, and what browsers are told about them. RFC 6265bis."""

from litestar.datastructures import Cookie

NAMES = {"session": "innsyn", "departure": "innsyn-login", "language": "innsyn-language", "notice": "innsyn-notice"}


def cookie_name(purpose: str, *, is_https: bool) -> str:
    """Say a cookie's name; over https it has the prefix that ties it to this host alone."""
    return f"__Host-{NAMES[purpose]}" if is_https else NAMES[purpose]


def cookie(purpose: str, value: str, *, is_https: bool, max_age_s: int | None = None) -> Cookie:
    """Say a cookie: not for scripts, not for other sites' posts. max_age_s: None until the browser closes, 0 to forget it."""
    return Cookie(
        key=cookie_name(purpose, is_https=is_https),
        value=value,
        path="/",
        httponly=True,
        secure=is_https,
        samesite="lax",
        max_age=max_age_s,
    )
