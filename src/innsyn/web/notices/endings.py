"""As much of an address as its owner knows it by, and nobody else: the last two digits, or the first letters of each part.

Source: docs/spec/notices.md#NOT-14; personvernforordningen article 5 (1) c.
"""

from innsyn.web.notices.channel import Channel

_SHORTEST_NUMBER = 6
_DIGITS = 2
_HIDDEN = "…"


def ending_of(channel: Channel, address: str) -> str:
    """Shorten an address: `…01`, `k…@e….no`; empty for a browser, and for what is too short or odd to be shortened."""
    match channel:
        case Channel.SMS:
            return f"{_HIDDEN}{address[-_DIGITS:]}" if len(address) >= _SHORTEST_NUMBER and address[-_DIGITS:].isdigit() else ""
        case Channel.EMAIL:
            return _letters(address)
    return ""


def _letters(address: str) -> str:
    name, at, host = address.rpartition("@")
    domain, dot, top = host.rpartition(".")
    return f"{name[0]}{_HIDDEN}@{domain[0]}{_HIDDEN}.{top}" if at and dot and name and domain and top else ""
