"""Says in whose record something is, without telling whether it is there: what nobody has gets a record that nobody has.

Source: docs/adr/0003-owner-in-the-id.md, 0016-machine-clients.md.
"""

from innsyn.gate.remembering import Remembered
from innsyn.record.ids import derived_owner, is_id
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Owner

_MOST = 50_000


class Whereabouts:
    """locate, remembered: the record an id is in never changes."""

    def __init__(self, record: Record) -> None:
        """record: knows where ids live that do not carry their owner."""
        self._record = record
        self._known: Remembered[tuple[str, str], Owner] = Remembered(_MOST)

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in, None for one that nobody has used. No statement for an id the record gave."""
        known = self._known.get((type_, id_))
        if known is not None:
            return known
        owner = await self._record.locate(type_, id_)
        return owner if owner is None or owner == SHARED else self._known.keep((type_, id_), owner)

    async def record_of(self, patient_id: str) -> Owner | None:
        """Say which record a Patient id names. One that nobody has used names an empty record, as one that is closed does.

        Returns None for what is no id, and what belongs to nobody."""
        if not is_id(patient_id):
            return None
        owner = await self.locate("Patient", patient_id)
        return derived_owner(f"nobody/{patient_id}") if owner is None else owner or None
