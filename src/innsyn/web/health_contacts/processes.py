"""The processes by which a citizen and a health contact talk, each with its version and what the contact's own system can do in it.

Source: Norsk helsenett, CPP/CPA of Digitale innbyggertjenester; docs/adr/0028-address-register.md."""

from dataclasses import dataclass

E_CONTACT = "Dialog_Innbygger_Ekontakt"
E_CONSULTATION = "Dialog_Innbygger_Ekonsultasjon"
PRESCRIPTION_RENEWAL = "Dialog_Innbygger_Reseptfornyelse"
BOOKING = "Dialog_Innbygger_Timereservasjon"
BOOKING_BY_WISH = "Dialog_Innbygger_Timeonske"
BOOKING_BY_WISH_YOUTH = "Dialog_Innbygger_TimeonskeUngdom"
CANCELLING = "Dialog_Innbygger_Avtaleavbestilling"
SPECIALIST_APPOINTMENTS = "Dialog_Innbygger_Timer"
COORDINATOR = "Dialog_Innbygger_Koordinator"


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """A process the contact has in its profile. name: as the profile spells it; case says nothing. version: such as `1.2`.

    receives, sends: actions such as `Foresporsel`, application receipts left out."""

    name: str
    version: str
    receives: tuple[str, ...]
    sends: tuple[str, ...]

    def is_called(self, name: str) -> bool:
        """Say whether this is the process of a name: profiles of different age write it in different case."""
        return self.name.casefold() == name.casefold()
