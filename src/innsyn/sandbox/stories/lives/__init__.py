"""The recurring cast's lives, one module each, and where to find them."""

from collections.abc import Callable

from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.lives import (
    amina,
    ante,
    arne,
    bjorg,
    elias,
    ella,
    inger,
    ingrid,
    jakob,
    kari,
    leila,
    mia,
    odd,
    oddmund,
    olav,
    per,
    piotr,
    rolf,
    silje,
    solveig,
    tone,
)

_LIVES = (
    *(kari, arne, amina, bjorg, per, silje, odd, ingrid, ella, leila, jakob, ante, mia, elias, rolf, inger, solveig, tone, piotr, olav),
    oddmund,
)

STORIES: dict[str, Callable[[Telling], None]] = {life.__name__.rpartition(".")[2]: life.tell for life in _LIVES}
"""How to tell each life that has a story of its own, by person key."""
