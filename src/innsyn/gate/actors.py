"""Who comes through a door, as the gate knows them: the key that hides their number, and what the directories say of them.

Source: Tillitsrammeverk ATT-7, ATT-15, ATT-18a, ATT-19, ATT-23, ATT-31, ATT-32.
"""

from innsyn.gate.directory import Directory
from innsyn.gate.keys import Keys
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.visit import Actor, Level
from innsyn.kernel.ids import PersonNumber


class Actors:
    """Makes actors of what a login or a delivering system says."""

    def __init__(self, directory: Directory, keys: Keys) -> None:
        """keys: hide national numbers."""
        self._directory, self._keys = directory, keys

    def citizen(self, number: PersonNumber, *, level: Level, name: str = "") -> Actor:
        """Say who a citizen is. name: empty when the login does not say; opening her record finds it."""
        return Actor(kind="citizen", key=self._keys.person_key(number.value), name=name, level=level)

    async def staff(
        self,
        number: PersonNumber,
        *,
        name: str,
        hpr: str,
        legal_entity: str,
        point_of_care: str,
        level: Level,
        profession: str | None = None,
    ) -> Actor:
        """Say who a health worker is, for the organisation she has chosen.

        hpr: empty for those the register of authorised personnel does not have, a privacy officer for one (ATT-29b).
        profession: Volven 9060 code she acts as, None for the first with a need that the register has. What the directory does not know
        stays unknown, and is refused when she opens a record."""
        personnel = await self._directory.personnel(hpr) if hpr else None
        entity = await self._directory.organisation(legal_entity)
        unit = await self._directory.organisation(point_of_care)
        return Actor(
            kind="staff",
            key=self._keys.person_key(number.value),
            name=name or (personnel.name if personnel else ""),
            level=level,
            profession=profession or _profession(personnel.professions if personnel else ()),
            hpr=hpr or None,
            organisation=legal_entity if entity else None,
            organisation_name=entity.name if entity else "",
            unit=point_of_care if unit else None,
            unit_name=unit.name if unit and point_of_care != legal_entity else "",
            department=await self._directory.department(personnel, point_of_care) if personnel else "",
        )

    async def system(self, name: str, *, organisation: str) -> Actor:
        """Say which system delivers, and for whom. name: as people shall read it. organisation: number of who keeps what it delivers."""
        known = await self._directory.organisation(organisation)
        return Actor(
            kind="system",
            key=f"system:{organisation}",
            name=name,
            level="high",
            organisation=organisation,
            organisation_name=known.name if known else "",
        )


def _profession(registered: tuple[str, ...]) -> str | None:
    """Pick the profession closest to the work at hand: one with a need before one without (ATT-31)."""
    known = [code for code in registered if code in PROFESSIONS]
    return next((code for code in known if code not in WITHOUT_NEED), next(iter(known), None))
