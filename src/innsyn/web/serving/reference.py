"""The reference number of a request: what a reader can read aloud to whoever helps her, and what the technical log knows it by."""

from collections.abc import Callable

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(random_bytes: Callable[[int], bytes]) -> str:
    """Make a reference such as `K7QX-3FM2`: eight letters and digits that are not mistaken for each other."""
    letters = [_LETTERS[byte % len(_LETTERS)] for byte in random_bytes(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
