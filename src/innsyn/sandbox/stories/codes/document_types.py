"""Document types (Volven 9602) and access labels (Volven 9603).

Source: ValueSet no-basis-documentreference-type 2.2.x; kodeverk 9603 v0.6.0.
"""

from enum import StrEnum

_GROUPS = """
A00-1 Epikriser og sammenfatninger
B00-1 Kontinuerlig/løpende journal
C00-1 Prøvesvar, vev og væsker
D00-1 Organfunksjon
E00-1 Bildediagnostikk og andre medisinske bilder
F00-1 Kurve, observasjon og behandling
I00-1 Korrespondanse
J00-1 Attester, melding og erklæringer
S00-1 Test og scoring
"""
_TYPES = """
A01-2 Kriseplan
A02-2 Individuell plan
A03-2 Epikrise
A04-2 Sykepleiesammenfatning
A05-2 Fysioterapisammenfatning
A06-2 Ergoterapisammenfatning
A07-2 Psykologsammenfatning
A08-2 Sosionomsammenfatning
A09-2 Ernæringsfysiologsammenfatning
A10-2 Annet fagpersonell sammenfatning
A11-2 Tverrfaglig sammenfatning
A12-2 Utskrivings-/Pasientorientering
A13-2 Poliklinisk epikrise
B01-2 Tverrfaglig behandlingsplan
B02-2 Journalnotat
B03-2 Poliklinisk notat
C01-2 Medisinsk biokjemi
C02-2 Blodbank og immunologi
C03-2 Mikrobiologi, virologi og serologi
C04-2 Patologi, histologi og cytologi
C05-2 Klinisk farmakologi
C06-2 Medisinsk genetikk
C07-2 Allergiutredning
D01-2 Hjerte og kretsløp
D02-2 Lunge
D03-2 Fordøyelse
D04-2 Urinveier
D05-2 Gyn/Reproduksjon
D06-2 Nervesystemet
D07-2 Ledd/ ben/ skjelett
D08-2 ØNH
D09-2 Øye
D10-2 Hud
D11-2 Endokrinologi
D12-2 Metabolisme
D13-2 Beinmargsutstryk
E01-2 Diagnostiske bilder
F01-2 Kurve
F02-2 Anestesi- og opr. Rapporter
F03-2 Intensiv/postoperativ observasjon
F04-2 Svangerskap og fødsel
F05-2 Diabetes/ endokrinologi
F06-2 Onkologi/ hematologi
F07-2 Nyre/ dialyse
F08-2 Smertebehandling
F09-2 Ambulansejournal
F10-2 Transplantasjon
I01-2 Henvisninger
I02-2 Brev
J01-2 Sykmeldinger og trygdesaker
J02-2 Legeerklæring om dødsfall
S01-2 Tester
S02-2 Systematiserte diagnostiske intervju
S03-2 Voldsrisikovurdering
"""


def _table(text: str) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in text.strip().splitlines())


DOCUMENT_GROUPS = _table(_GROUPS)
DOCUMENT_TYPES = _table(_TYPES)


def group_of(document_type: str) -> str:
    """Say which group a type belongs to: same letter. Returns the group's code."""
    return f"{document_type[0]}00-1"


class Label(StrEnum):
    """Volven 9603: who may not see, and why."""

    NONE = "N"
    SHIELDED_BY_PATIENT = "NORS"
    DELAYED = "NORU"
    DANGER_TO_LIFE = "NORN_FFL"
    SOMEONE_CLOSE = "NORN_KUT"
    OWN_WISH = "NORN_EPO"
    ALL = "NORN_ALL"
    BEFORE_START = "NORN_FOR"
    PARENTS = "NORN_FORANS"
    YOUTH = "NORN_UNGDOM"
    THREAT_TO_STAFF = "NORN_FFH"
    SOUND_TREATMENT = "NORN_FPB"
    DUPLICATE = "NORN_DUP"
    OTHER = "NORN_ANG"


LABEL_NAMES = {
    Label.NONE: "Ingen begrensninger",
    Label.SHIELDED_BY_PATIENT: "Sperret av pasienten",
    Label.DELAYED: "Utsatt innsyn",
    Label.DANGER_TO_LIFE: "Nektet innsyn: fare for liv eller alvorlig helseskade",
    Label.SOMEONE_CLOSE: "Nektet innsyn: klart utilrådelig av hensyn til person som står pasienten nær",
    Label.OWN_WISH: "Skjult elektronisk etter eget ønske",
    Label.ALL: "Nektet innsyn i alle dokumenter",
    Label.BEFORE_START: "Eldre enn oppstart av automatisk innsyn",
    Label.PARENTS: "Nektet innsyn for foreldre eller andre med foreldreansvar",
    Label.YOUTH: "Nektet innsyn for ungdom 12–16 år",
    Label.THREAT_TO_STAFF: "Skjult elektronisk av hensyn til trusler mot helsepersonell",
    Label.SOUND_TREATMENT: "Skjult av hensyn til forsvarlig behandling",
    Label.DUPLICATE: "Duplikat",
    Label.OTHER: "Skjult av annen grunn",
}
"""Our own short wording of each code."""
