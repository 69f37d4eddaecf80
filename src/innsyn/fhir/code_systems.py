"""One name for each code system and identifier system that goes under several.

Source: HL7 Norway basisprofiler-r4 2.2.2, kodeverk v0.6.0 and best-practice (2026-08); FHIR R4 4.0.1 terminologies-systems.html.
The search index stores the canonical name only, and a search value passes the same way. The stored bytes keep what was sent.
"""

import re

from innsyn.kernel import systems

FEST = "http://ehelse.no/fhir/CodeSystem/FEST"
"""The medicine register. Three incompatible names are in use; ids do not collide between its parts."""

_VOLVEN = re.compile(
    r"(?:urn:[ou]id:2\.16\.578\.1\.12\.4\.1\.1\.|https?://(?:helsedir|ehelse)\.no/fhir/CodeSystem/no-kodeverk-)(\d{4})(?:-[\w-]+)?/?"
)
_OID_PART, _NAME_PART = ".578.1.12.4.1.1.", "/no-kodeverk-"
_NAMED = "http://hl7.no/fhir/NamingSystem/"

_ALIASES = {
    "http://hl7.org/fhir/sid/icd-10-no": systems.ICD_10,
    "http://hl7.org/fhir/sid/icpc-2": systems.ICPC_2,
    "urn:oid:2.16.840.1.113883.6.139": systems.ICPC_2,
    "http://ehelse.no/FESTMedication": FEST,
    "http://ehelse.no/FESTSubstance": FEST,
    "http://dmp.no/fhir/NamingSystem/festLegemiddelDose": FEST,
    "http://dmp.no/fhir/NamingSystem/festLegemiddelMerkevare": FEST,
    "http://dmp.no/fhir/NamingSystem/festLegemiddelPakning": FEST,
    "http://dmp.no/fhir/NamingSystem/festLegemiddelVirkestoff": FEST,
    "urn:oid:2.16.840.1.113883.6.1": systems.LOINC,
    "urn:oid:2.16.840.1.113883.6.96": systems.SNOMED_CT,
    "urn:oid:2.16.840.1.113883.6.8": systems.UCUM,
    "urn:oid:2.16.840.1.113883.6.73": systems.ATC,
    f"{_NAMED}FNR": systems.PERSON_NUMBER,
    f"{_NAMED}DNR": systems.D_NUMBER,
    f"{_NAMED}FHNR": systems.HELP_NUMBER,
    f"{_NAMED}HPR": systems.HPR_NUMBER,
    f"{_NAMED}RESHid": systems.RESH_ID,
    f"{_NAMED}HERid": systems.HER_ID,
    "http://data.brreg.no/begrep/28155": systems.ORGANISATION_NUMBER,
}


def canonical_system(system: str) -> str:
    """Give the one name under which a system is indexed.

    system: a code system's or identifier system's URI as it was sent. Returns it unchanged when no alias is known.
    Volven's code systems all become `urn:oid:2.16.578.1.12.4.1.1.<number>`."""
    known = _ALIASES.get(system)
    if known is not None:
        return known
    volven = _VOLVEN.fullmatch(system) if _OID_PART in system or _NAME_PART in system else None
    return f"{systems.OID_BASE}.1.{volven[1]}" if volven else system


def aliases(canonical: str) -> list[str]:
    """List the other exact names known for a canonical system, for those who must ask a source that knows only one of them."""
    return [alias for alias, name in _ALIASES.items() if name == canonical]
