"""Identifier and code systems of Norwegian health care, as URIs.

Source: HL7 Norway basisprofiler-r4 2.2.2 and Volven; see docs/spec/systems.md.
"""

OID_BASE = "urn:oid:2.16.578.1.12.4.1"

PERSON_NUMBER = f"{OID_BASE}.4.1"
D_NUMBER = f"{OID_BASE}.4.2"
HELP_NUMBER = f"{OID_BASE}.4.3"
HPR_NUMBER = f"{OID_BASE}.4.4"
ORGANISATION_NUMBER = f"{OID_BASE}.4.101"
RESH_ID = f"{OID_BASE}.4.102"
HER_ID = f"{OID_BASE}.2"

PERSON_SYSTEMS = (PERSON_NUMBER, D_NUMBER, HELP_NUMBER)
"""The systems under which a citizen is known nationally."""

ICD_10 = f"{OID_BASE}.1.7110"
ICPC_2 = f"{OID_BASE}.1.7170"
NLK = f"{OID_BASE}.1.7280"
NKPK = f"{OID_BASE}.1.7275"
ATC = "http://www.whocc.no/atc"
LOINC = "http://loinc.org"
SNOMED_CT = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"

PRACTITIONER_ROLE = "http://terminology.hl7.org/CodeSystem/practitioner-role"
PROFESSION = f"{OID_BASE}.1.9060"
DOCUMENT_TYPE = f"{OID_BASE}.1.9602"
ACCESS_LABEL = f"{OID_BASE}.1.9603"
HEALTH_SERVICE_AREA = f"{OID_BASE}.1.8655"
SERVICE_TYPE = f"{OID_BASE}.1.9151"

PURPOSE_OF_USE = "urn:oid:2.16.840.1.113883.1.11.20448"

CLOSING_CODE = f"{OID_BASE}.1.7602"
"""Volven 7602: what an answer is, and why a conversation was closed."""

REJECTION_CODE = f"{OID_BASE}.1.8221"
"""Volven 8221: why a message was not delivered."""

DIALOGUE = "urn:innsyn:dialogue"
"""Our own code system: kinds of conversation, and which side a message is from. See docs/spec/dialogue.md."""

CONVERSATION, MESSAGE = "urn:innsyn:conversation", "urn:innsyn:message"
"""Identifier systems of conversations and messages, both UUIDs; a conversation has that of its first message."""

DRAFTED_BY, DRAFTED_TO = "urn:innsyn:drafted-by", "urn:innsyn:drafted-to"
"""Systems of what a draft says that one person keeps for herself: her opaque key, and the number of the organisation it is to."""

CALENDAR = "urn:innsyn:calendar"
"""Our own code system: what a person keeps in her own calendar. See docs/spec/calendar.md."""

ACCESS_FACT = "urn:innsyn:access-fact"
"""Our own code system: what a Consent, Flag, RelatedPerson or Task says about access to the record. See docs/spec/words.md."""

PERSON_KEY = "urn:innsyn:person-key"
"""Identifier system of the opaque keys that stand for national numbers in the log, for those the register of personnel does not have."""
