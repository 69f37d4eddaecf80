"""What people have written to an office and a ward, and how far it has come: an inbox with life in it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.sandbox.people.nation import Nation

Stage = Literal["waits", "taken", "answered", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter. place: in its inbox, from 1. hours: since it was written. answer: empty where there is none.

    writer: key of who wrote it, empty for the next of the office's people."""

    place: int
    kind: Kind
    hours: int
    stage: Stage
    subject: str = field(repr=False)
    words: str = field(repr=False)
    answer: str = field(default="", repr=False)
    writer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inboxed:
    """One inbox. unit: key of the organisation whose people write. doctor: key of whom they write to, empty for the unit as a service.

    answers: key of who answers. takes: key of the colleague who has taken some. days: kind to what is promised, in working days.
    templates: title and words of what the office has at hand."""

    unit: str
    doctor: str
    answers: str
    takes: str
    days: dict[str, int]
    templates: tuple[tuple[str, str], ...]
    letters: tuple[Letter, ...]


def _letters(file: str) -> tuple[Letter, ...]:
    lines = (Path(__file__).parent / file).read_text("utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return tuple(_letter(place, *row) for place, row in enumerate(rows, 1))


def _letter(place: int, kind: str, hours: str, stage: str, subject: str, words: str, *more: str) -> Letter:
    answer, writer = (*more, "", "")[:2]
    how = cast(Stage, stage)
    return Letter(
        place=place, kind=cast(Kind, kind), hours=int(hours), stage=how, subject=subject, words=words, answer=answer, writer=writer
    )


INBOXES = (
    Inboxed(
        unit="trollkatten",
        doctor="lien",
        answers="lien",
        takes="lund",
        days={"e-contact": 2, "e-consultation": 5, "renewal": 3},
        templates=(
            ("Ring for time", "Dette bør vi se på sammen. Ring oss, eller velg en time på Innsyn."),
            ("Fornyet", "Resepten er fornyet, og ligger klar på apoteket."),
            ("Attest er skrevet", "Attesten er skrevet. Du finner den blant dokumentene dine."),
            ("Ta prøver først", "Ta blodprøver hos oss på hverdager mellom åtte og elleve. Jeg svarer deg når de er klare."),
        ),
        letters=_letters("letters_office.txt"),
    ),
    Inboxed(
        unit="solvskogen-sykehus-kirurgi",
        doctor="",
        answers="berg",
        takes="fjeld",
        days={"secure-mail": 3},
        templates=(("Ring avdelingen", "Ring oss på dagtid, så finner vi ut av det sammen."),),
        letters=_letters("letters_ward.txt"),
    ),
)


def writers(nation: Nation, inbox: Inboxed) -> list[str]:
    """List who may have written: the office's own patients, and for a ward those of an office in the same town; those of the cast first.

    Keys of grown-ups who live and whose address is no secret."""
    office = "blaaklokka" if not inbox.doctor else inbox.unit
    people = (each for each in nation.people.values() if each.gp_office == office and each.died_on is None)
    return [each.key for each in people if each.age(nation.today) >= 18 and each.protection == "none" and each.guardian is None]
