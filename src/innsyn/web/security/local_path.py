"""Where a login or a form may send the reader back to: only our own pages.

Source: OWASP Unvalidated Redirects and Forwards; WHATWG URL, how browsers read backslashes and control characters.
"""

from urllib.parse import urlsplit

HOME = "/"


def local_path(text: str, otherwise: str = HOME) -> str:
    """Say `text` when it is a path on our own site, else `otherwise`.

    text: path with an optional query, at most 2,000 characters. Anything a browser could read as another site is refused:
    scheme, host, `//`, backslash, control characters, blanks in front."""
    if not text.startswith("/") or text.startswith("//") or len(text) > 2000:
        return otherwise
    if "\\" in text or not text.isprintable() or " " in text:
        return otherwise
    parts = urlsplit(text)
    is_local = not parts.scheme and not parts.netloc and "//" not in parts.path
    return text if is_local else otherwise
