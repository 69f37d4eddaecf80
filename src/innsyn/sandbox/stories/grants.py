"""The powers of attorney of the nation, as the stories tell them: in force, ended, coming, withdrawn, from one place alone, on paper."""

from dataclasses import dataclass

from innsyn.gate.rules.areas import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One power of attorney. giver, receiver: keys of people. ago: days since it was given, at an hour in Norway.

    sources: keys of organisations, empty for all. begins_in: days until the first day, None for the day it was given.
    lasts: days from the first day, None for no last day. withdrawn_ago: days since it was taken back, None while it stands.
    registrar: key of the worker who registered it on paper; None for one the giver gave herself. papers: where the paper is."""

    giver: str
    receiver: str
    areas: tuple[Area, ...]
    ago: int
    at: int = 18
    sources: tuple[str, ...] = ()
    begins_in: int | None = None
    lasts: int | None = None
    withdrawn_ago: int | None = None
    registrar: str | None = None
    papers: str = ""

    @property
    def key(self) -> str:
        """Name it, so that telling it again makes no other one."""
        return f"{self.giver}-fullmakt-{self.receiver}-{self.ago}"


GRANTS = (
    Given(giver="arne", receiver="hilde", areas=("documents", "results", "appointments", "medicines", "dialogue"), ago=120),
    Given(giver="arne", receiver="sindre", areas=("results",), ago=80, lasts=30),
    Given(giver="per", receiver="randi", areas=("documents", "results", "plans", "dialogue"), ago=40, sources=("solvskogen",), lasts=365),
    Given(giver="per", receiver="randi", areas=("appointments",), ago=35),
    Given(giver="inger", receiver="finn", areas=("documents", "appointments"), ago=2, begins_in=12, lasts=180),
    Given(giver="kari", receiver="gerd", areas=("documents",), ago=60, withdrawn_ago=9),
    Given(
        giver="solveig",
        receiver="hilde",
        areas=("appointments", "medicines"),
        ago=25,
        at=11,
        registrar="zachariassen",
        papers="Dokumentsenteret, mappe 14",
    ),
)
"""Hilde reads her father's letters for him and writes to his doctor.

Solveig, her neighbour, cannot use a portal and signed a paper at the hospital. Randi books for her husband wherever he is treated, and
writes for him to the hospital alone: to his own doctor he writes himself."""
