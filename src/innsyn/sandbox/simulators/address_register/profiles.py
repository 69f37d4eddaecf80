"""Writes a party's collaboration protocol profile (CPP): its processes with roles, actions and channels, and its certificates.

Source: OASIS ebXML CPP/CPA 2.0, §8; Norsk helsenett, CPPA, GET /Profiles/{herId}."""

import base64
from collections.abc import Mapping
from uuid import NAMESPACE_OID, uuid5

from lxml import etree

from innsyn.sandbox.simulators.address_register.processes import ACTIONS, RECEIPT, ROLE

TNS = "http://www.oasis-open.org/committees/ebxml-cppa/schema/cpp-cpa-2_0.xsd"
DS = "http://www.w3.org/2000/09/xmldsig#"
_XLINK = "http://www.w3.org/1999/xlink"
_CHANNEL = "AMQPAsync"


def profile(her_id: int, name: str, processes: Mapping[str, str], certificates: Mapping[str, bytes], address: str) -> bytes:
    """Write a profile. processes: versions by name. certificates: DER by use. address: where its queue is. Returns XML in UTF-8."""
    root = etree.Element(f"{{{TNS}}}CollaborationProtocolProfile", nsmap={"tns": TNS, "ds": DS, "xlink": _XLINK})
    _set(root, cppid=str(uuid5(NAMESPACE_OID, f"{her_id}:{sorted(processes.items())}")), version="1")
    party = _add(root, "PartyInfo", partyName=name, defaultMshChannelId=_CHANNEL, defaultMshPackageId="package_mshsignal")
    _add(party, "PartyId", str(her_id), type="HER")
    for process, version in processes.items():
        _add_process(party, process, version)
    for use, octets in certificates.items():
        holder = _add(party, "Certificate", certId=f"{use}_{her_id}")
        data = etree.SubElement(etree.SubElement(holder, f"{{{DS}}}KeyInfo"), f"{{{DS}}}X509Data")
        etree.SubElement(data, f"{{{DS}}}X509Certificate").text = base64.b64encode(octets).decode()
    _add(party, "DeliveryChannel", channelId=_CHANNEL, transportId="transport_0_1", docExchangeId="docexchange_amqp")
    receiver = _add(_add(party, "Transport", transportId="transport_0_1"), "TransportReceiver")
    _add(receiver, "TransportProtocol", "AMQP", version="1.0")
    _add(receiver, "Endpoint", uri=address)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _add_process(party: etree._Element, process: str, version: str) -> None:
    role, actions = _add(party, "CollaborationRole"), ACTIONS[process]
    _add(role, "ProcessSpecification", name=process, version=version, uuid=str(uuid5(NAMESPACE_OID, process)))
    _add(role, "Role", name=ROLE)
    binding = _add(role, "ServiceBinding")
    _add(binding, "Service", process, type="string")
    for way, done in (("CanSend", actions.sends), ("CanReceive", actions.receives)):
        for action in (*done, RECEIPT):
            bound = _add(_add(binding, way), "ThisPartyActionBinding", id=f"{process}-{way}-{action}", action=action)
            _add(bound, "ChannelId", _CHANNEL)


def _add(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{TNS}}}{tag}")
    element.text = text
    _set(element, **attributes)
    return element


def _set(element: etree._Element, /, **attributes: str) -> None:
    for name, value in attributes.items():
        element.set(f"{{{TNS}}}{name}", value)
