"""Who sends what in each process, from the side of the health service. All of them travel as MsgHead with a dialogue message.

Source: a recorded CPA of "Digitale innbyggertjenester" (helsenorge/Helsenorge.Messaging); helsenorge.atlassian.net."""

from collections.abc import Mapping
from dataclasses import dataclass

ROLE = "Helsepersonell"
RECEIPT = "Apprec"


@dataclass(frozen=True, slots=True)
class Actions:
    """receives: from the citizen's side. sends: to it. An application receipt stands beside them."""

    receives: tuple[str, ...]
    sends: tuple[str, ...]


_DIALOGUE = Actions(("Foresporsel", "Svar"), ("Foresporsel", "Svar"))
_WISH = Actions(("OnskeReserver", "OnskeEndring", "OnskeAvbestill"), ("SvarOnske",))

ACTIONS: Mapping[str, Actions] = {
    "Dialog_Innbygger_Ekontakt": _DIALOGUE,
    "Dialog_Innbygger_Ekonsultasjon": _DIALOGUE,
    "Dialog_Innbygger_Reseptfornyelse": Actions(("Foresporsel",), ("Svar",)),
    "Dialog_Innbygger_Timereservasjon": Actions(
        ("HentLedigeTimer", "ReserverAvtale", "AvbestillAvtale"), ("SvarLedigeTimer", "SvarAvtaleReservasjon")
    ),
    "Dialog_Innbygger_Timeonske": _WISH,
    "Dialog_Innbygger_TimeonskeUngdom": _WISH,
    "Dialog_Innbygger_Avtaleutsending": Actions((), ("Avtale",)),
    "Dialog_Innbygger_Avtaleavbestilling": Actions(("AvbestillAvtale",), ("SvarAvbestilling",)),
    "Dialog_Innbygger_Timer": Actions(
        ("BekreftTime", "Henvendelse", "EndreTime", "AvslutteTime"), ("SvarHenvendelse", "SvarEndring", "SvarAvslutte")
    ),
    "Dialog_Innbygger_Koordinator": Actions(("Henvendelse",), ("SvarHenvendelse",)),
}
"""Actions by process, as `tns:ProcessSpecification` names it."""

VERSIONS: Mapping[str, str] = {
    **dict.fromkeys(ACTIONS, "1.2"),
    "Dialog_Innbygger_TimeonskeUngdom": "1.0",
    "Dialog_Innbygger_Avtaleutsending": "1.0",
    "Dialog_Innbygger_Avtaleavbestilling": "1.0",
    "Dialog_Innbygger_Koordinator": "1.0",
}
"""The version a process has when somebody switches it on and names none."""
