"""Words without case and accents, so that a search finds `Bjørn` by `bjorn` and `Áile` by `aile`."""

import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ł": "l", "þ": "th", "ð": "d"})
_LIKE = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def folded(text: str) -> str:
    """Fold a text: lower case, no accents, single spaces. Characters that PostgreSQL cannot hold become a sign that matches nothing."""
    if text.isascii() and "\0" not in text:
        return " ".join(text.lower().split())
    held = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    decomposed = unicodedata.normalize("NFKD", held.lower())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(plain.translate(_LETTERS).split())


def escaped(text: str) -> str:
    """Write a text so that LIKE takes each of its signs as it is."""
    return text.translate(_LIKE)


def like_pattern(parameter: str, word: str) -> str:
    """Write the LIKE pattern for `parameter=… word …`; word: folded."""
    return f"{escaped(parameter)}=%{escaped(word)}%"
