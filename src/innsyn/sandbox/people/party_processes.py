"""What each kind of unit takes from a citizen, and which doctors have closed some of it. Read as a table.

Source: Norsk helsenett, CPP/CPA of Digitale innbyggertjenester, for names and versions; who has what is invented."""

from innsyn.sandbox.people.organisations import Organisation

ProcessVersion = tuple[str, str]

E_CONTACT = ("Dialog_Innbygger_Ekontakt", "1.2")
E_CONSULTATION = ("Dialog_Innbygger_Ekonsultasjon", "1.2")
RENEWAL = ("Dialog_Innbygger_Reseptfornyelse", "1.2")
BOOKING = ("Dialog_Innbygger_Timereservasjon", "1.2")
WISH = ("Dialog_Innbygger_Timeonske", "1.2")
YOUTH_WISH = ("Dialog_Innbygger_TimeonskeUngdom", "1.0")
APPOINTMENTS = ("Dialog_Innbygger_Avtaleutsending", "1.0")
CANCELLING = ("Dialog_Innbygger_Avtaleavbestilling", "1.0")
SPECIALIST = ("Dialog_Innbygger_Timer", "1.2")
COORDINATOR = ("Dialog_Innbygger_Koordinator", "1.0")

_GP = (E_CONTACT, E_CONSULTATION, RENEWAL, BOOKING, APPOINTMENTS, CANCELLING)
_DOCTORS: dict[str, tuple[ProcessVersion, ...]] = {
    "sveen": (E_CONTACT, RENEWAL, BOOKING, APPOINTMENTS, CANCELLING),
    "malik": (E_CONTACT, E_CONSULTATION, RENEWAL, WISH, APPOINTMENTS, CANCELLING),
    "kvamme": (E_CONTACT, RENEWAL, WISH, APPOINTMENTS, CANCELLING),
    "nesse": (E_CONTACT, RENEWAL),
    "strom": (),
}
"""Doctors who have not everything: no e-consultations, appointments by wish only, or (last) no profile at all."""

_BY_SERVICE: dict[str, tuple[ProcessVersion, ...]] = {
    "S01": (E_CONTACT, BOOKING),
    "KP02": (E_CONTACT, APPOINTMENTS, CANCELLING),
    "KF01": (WISH, APPOINTMENTS, CANCELLING),
    "KF0103": (YOUTH_WISH, APPOINTMENTS, CANCELLING),
    "KX06": (COORDINATOR,),
    "KX07": (COORDINATOR,),
    "A03": (E_CONTACT, WISH),
}
_HOSPITAL = (E_CONTACT, SPECIALIST)
_APPOINTMENTS_ONLY = frozenset(
    {"solvskogen-sykehus-rontgen", "solvskogen-sykehus-lab", "tindefjord-sjukehus-rontgen", "tindefjord-sjukehus-lab"}
)
_CLOSED = frozenset({"solvskogen-sykehus-akutt", "solvskogen-sykehus-mikro", "solvskogen-sykehus-patologi", "nordlysvidda-sykehus-lab"})


def processes_of_doctor(key: str) -> tuple[ProcessVersion, ...]:
    """Say what a general practitioner takes. key: of the personnel."""
    return _DOCTORS.get(key, _GP)


def processes_of_unit(unit: Organisation) -> tuple[ProcessVersion, ...]:
    """Say what a unit takes by itself: an office's front desk, a ward, home care."""
    if unit.level == "department":
        taken = (SPECIALIST,) if unit.key in _APPOINTMENTS_ONLY else _HOSPITAL
        return () if unit.key in _CLOSED else taken
    return _BY_SERVICE.get(unit.service[1], ()) if unit.service else ()
