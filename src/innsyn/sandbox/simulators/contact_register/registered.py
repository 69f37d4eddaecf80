"""One person as the register has her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

_OUTDATED = timedelta(days=548)
"""Eighteen months, as the register counts them here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One registration. email, phone: empty when not given. confirmed_at: when she last said that they hold."""

    number: str
    email: str = ""
    phone: str = ""
    confirmed_at: datetime
    is_reserved: bool = False
    language: str = "nb"
    status: Literal["AKTIV", "SLETTET"] = "AKTIV"

    def answer(self, now: datetime) -> Mapping[str, Any]:
        """Write her as the interface does: who may not be told is given without addresses only when she is deleted."""
        may_be_told = self.status == "AKTIV" and not self.is_reserved and now - self.confirmed_at < _OUTDATED
        person: dict[str, Any] = {
            "personidentifikator": self.number,
            "reservasjon": "JA" if self.is_reserved else "NEI",
            "status": self.status,
            "varslingsstatus": "KAN_VARSLES" if may_be_told else "KAN_IKKE_VARSLES",
            "spraak": self.language,
            "spraak_oppdatert": _written(self.confirmed_at),
        }
        if self.is_reserved:
            person["reservasjonstidspunkt"] = _written(self.confirmed_at)
        if self.status == "AKTIV":
            person["kontaktinformasjon"] = self._addresses()
        return person

    def _addresses(self) -> Mapping[str, str]:
        addresses: dict[str, str] = {}
        for name, value in (("epostadresse", self.email), ("mobiltelefonnummer", self.phone)):
            if value:
                when = _written(self.confirmed_at)
                addresses |= {name: value, f"{name}_oppdatert": when, f"{name}_sist_verifisert": when}
        return addresses


def unknown(number: str) -> Mapping[str, Any]:
    """Write somebody the register does not have."""
    return {"personidentifikator": number, "reservasjon": "NEI", "status": "IKKE_REGISTRERT", "varslingsstatus": "KAN_IKKE_VARSLES"}


def _written(at: datetime) -> str:
    """Write an instant as the register does: its zone without minutes."""
    text = at.replace(microsecond=0).isoformat()
    return text.removesuffix(":00") if text[-6] in "+-" else text
