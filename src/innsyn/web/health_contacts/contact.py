"""One health contact as the address register and its own profile tell of it. Unknown is said as None, never as nothing.

Source: docs/adr/0028-address-register.md."""

from dataclasses import dataclass, field
from typing import Literal

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.processes import Process

Kind = Literal["organisation", "department", "service", "person", "unknown"]
CertificateUse = Literal["encryption", "signature"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceCode:
    """What a service is. system: the number of its Norwegian code list (8655, 8663 …). text: as the register words it."""

    system: str
    code: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ElectronicAddress:
    """Where a contact's system takes messages. kind: Volven 9044, such as `E_SB_ASYNC` or `E_FHIR`. is_inherited: it is the parent's."""

    kind: str
    address: str
    is_inherited: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A certificate of a contact. octets: X.509 in DER. serial: as a signature names it. Whether it is revoked is not said here."""

    use: CertificateUse
    octets: bytes
    serial: int
    valid_from: Instant
    valid_to: Instant

    def __repr__(self) -> str:
        """Show use and serial: octets fill a log."""
        return f"Certificate({self.use}, {self.serial:x})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A party on one of the two levels: an organisation, or a service or person below it.

    her_id: the party's address in the register. parent_her_id, parent_name: of the organisation above, None at the top.
    organisation_number: nine digits, its own or that of the organisation above. hpr: of a person, None when the register names none.
    service: of a service. can_receive: the register holds it to be a receiver of messages. is_active, valid_from, valid_to: None for no
    end; those of the organisation above are counted in.
    processes: what it takes part in: empty when it has no profile, None when nobody can say just now. certificates: likewise."""

    her_id: int
    kind: Kind
    name: str = field(repr=False)
    parent_her_id: int | None
    parent_name: str
    organisation_number: str
    hpr: str | None = field(repr=False)
    service: ServiceCode | None
    can_receive: bool
    is_active: bool
    valid_from: Instant | None
    valid_to: Instant | None
    addresses: tuple[ElectronicAddress, ...]
    processes: tuple[Process, ...] | None
    certificates: tuple[Certificate, ...] | None

    def is_in_force(self, now: Instant) -> bool:
        """Say whether the register holds it to be there at `now`."""
        has_begun = self.valid_from is None or self.valid_from <= now
        return self.is_active and has_begun and (self.valid_to is None or now < self.valid_to)

    def can_be_written_to(self, now: Instant) -> bool:
        """Say whether messages can have it as their receiver: only a service or a person can, never the organisation above."""
        return self.can_receive and self.kind in ("service", "person") and self.is_in_force(now)

    def takes(self, process: str, *, now: Instant) -> bool | None:
        """Say whether it takes a citizen's part of a process now. process: its name. Returns None when nobody can say just now."""
        if not self.can_be_written_to(now):
            return False
        if self.processes is None:
            return None
        return any(each.is_called(process) and each.receives for each in self.processes)

    def certificate(self, use: CertificateUse, *, now: Instant) -> Certificate | None:
        """Find the certificate that holds at `now`, the one that holds longest when there are several; None when there is none."""
        held = [each for each in self.certificates or () if each.use == use and each.valid_from <= now < each.valid_to]
        return max(held, key=lambda each: each.valid_to, default=None)


@dataclass(frozen=True, slots=True)
class NoSuchContact:
    """The register has nobody of this HER-id."""


@dataclass(frozen=True, slots=True)
class RegisterSilent:
    """The register cannot be asked just now, or its answer is not understood. Nothing follows from it."""


Found = Contact | NoSuchContact | RegisterSilent
