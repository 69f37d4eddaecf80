"""A party's collaboration protocol profile (CPP): what it takes part in on the side of the health service, and its certificates.

Profiles of different age name roles and actions in different ways; what is read is what all of them say.
Source: OASIS ebXML CPP/CPA 2.0, §8; Norsk helsenett, CPPA, GET /Profiles/{herId}."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography import x509
from lxml import etree

from innsyn.edge.address_register.reading import NotUnderstood
from innsyn.web.health_contacts.contact import Certificate, CertificateUse
from innsyn.web.health_contacts.processes import Process

_TNS = "{http://www.oasis-open.org/committees/ebxml-cppa/schema/cpp-cpa-2_0.xsd}"
_X509 = "{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
_RECEIPT = "apprec"
_MAX_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Profile:
    """What one profile says."""

    processes: tuple[Process, ...] = ()
    certificates: tuple[Certificate, ...] = ()


def profile(octets: bytes, her_id: int) -> Profile:
    """Read a profile.

    her_id: whose it must be. Raises NotUnderstood when it is no profile, unsafe XML, or somebody else's. A certificate that cannot be
    read is left out."""
    party = _root(octets).findall(f"{_TNS}PartyInfo")
    if len(party) != 1 or [each.text for each in party[0].findall(f"{_TNS}PartyId")] != [str(her_id)]:
        raise NotUnderstood("PartyId")
    roles = party[0].findall(f"{_TNS}CollaborationRole")
    processes = tuple(_process(role) for role in roles if _is_of_the_health_service(role))
    return Profile(processes, tuple(_certificates(party[0])))


def _root(octets: bytes) -> etree._Element:
    if len(octets) > _MAX_BYTES:
        raise NotUnderstood("profile")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotUnderstood("xml") from None
    if root.getroottree().docinfo.internalDTD is not None or root.tag != f"{_TNS}CollaborationProtocolProfile":
        raise NotUnderstood("profile")
    return root


def _is_of_the_health_service(role: etree._Element) -> bool:
    """Say whether this is the side that receives from citizens: older profiles call it `…receiver`, newer ones `Helsepersonell`."""
    named = role.find(f"{_TNS}Role")
    name = _attribute(named, "name").casefold() if named is not None else ""
    return bool(name) and name != "innbygger" and not name.endswith("sender")


def _process(role: etree._Element) -> Process:
    specification = role.find(f"{_TNS}ProcessSpecification")
    name = _attribute(specification, "name") if specification is not None else ""
    if specification is None or not name:
        raise NotUnderstood("ProcessSpecification")
    receives, sends = (tuple(dict.fromkeys(_actions(role, way))) for way in ("CanReceive", "CanSend"))
    return Process(name=name, version=_attribute(specification, "version"), receives=receives, sends=sends)


def _actions(role: etree._Element, way: str) -> Iterator[str]:
    for bound in role.iterfind(f"{_TNS}ServiceBinding/{_TNS}{way}/{_TNS}ThisPartyActionBinding"):
        action = _attribute(bound, "action")
        if action and action.casefold() != _RECEIPT:
            yield action


def _certificates(party: etree._Element) -> Iterator[Certificate]:
    for holder in party.iterfind(f"{_TNS}Certificate"):
        for element in holder.iter(_X509):
            try:
                octets = base64.b64decode("".join((element.text or "").split()), validate=True)
                read = x509.load_der_x509_certificate(octets)
                use = _use(read)
            except (binascii.Error, ValueError, x509.ExtensionNotFound):
                continue
            if use is not None:
                held = {"valid_from": read.not_valid_before_utc, "valid_to": read.not_valid_after_utc}
                yield Certificate(use=use, octets=octets, serial=read.serial_number, **held)


def _use(certificate: x509.Certificate) -> CertificateUse | None:
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    if usage.key_encipherment:
        return "encryption"
    return "signature" if usage.content_commitment else None


def _attribute(element: etree._Element, name: str) -> str:
    return (element.get(f"{_TNS}{name}") or element.get(name) or "").strip()
