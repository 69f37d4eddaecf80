"""The pieces that made-up resources are put together from."""

from collections.abc import Callable
from random import Random
from typing import Any

from innsyn.kernel import systems

Resource = dict[str, Any]
Maker = Callable[[Random], Resource]

CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
BASIS = "http://hl7.no/fhir/StructureDefinition/no-basis-"
TERMS = "http://terminology.hl7.org/CodeSystem/"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UNITS = ("mmol/L", "g/dL", "mm[Hg]", "kg", "cm", "/min", "%", "10*3/uL", "mg/dL", "umol/L", "Cel", "kg/m2", "{score}")
NAMES = ("Kari", "Ola", "Nora", "Emil", "Ingrid", "Jakob", "Sara", "Máret", "Nils", "Astrid")
FAMILIES = ("Nordmann", "Berg", "Haugen", "Lunde", "Strand", "Solbakken", "Vik", "Moen")
HOSPITALS = ("Sykehuset Innlandet HF", "Oslo universitetssykehus HF", "Helse Bergen HF", "St. Olavs hospital HF")
TEXTS = (
    "Kontroll",
    "Epikrise",
    "Blodprøve",
    "Blodtrykk",
    "Røntgen av håndledd",
    "Poliklinisk notat",
    "Vaksinasjon",
    "Legemiddelgjennomgang",
)


def letters(random: Random, count: int) -> str:
    """Make a text of so many letters and digits."""
    return "".join(random.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(count))


def uuid(random: Random) -> str:
    """Make a UUID."""
    digits = f"{random.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def day(random: Random) -> str:
    """Make a date."""
    return f"{random.randint(1950, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def moment(random: Random) -> str:
    """Make an instant."""
    clock = f"{random.randint(0, 23):02}:{random.randint(0, 59):02}:{random.randint(0, 59):02}"
    return f"{day(random)}T{clock}{random.choice(('+01:00', '+02:00', 'Z'))}"


def concept(system: str, random: Random, text: str | None = None) -> Resource:
    """Make a CodeableConcept of a system."""
    said = text or random.choice(TEXTS)
    return {"coding": [{"system": system, "code": str(random.randint(1000, 999999999)), "display": said}], "text": said}


def code(system: str, code: str) -> Resource:
    """Make a CodeableConcept of one bare code."""
    return {"coding": [{"system": system, "code": code}]}


def subject(random: Random) -> Resource:
    """Make a reference to a patient."""
    if random.random() < 0.5:
        return {"reference": f"Patient/p{letters(random, 14)}"}
    return {"reference": f"urn:uuid:{uuid(random)}", "display": f"{random.choice(NAMES)} {random.choice(FAMILIES)}"}


def encounter(random: Random) -> Resource:
    """Make a reference to an encounter."""
    return {"reference": f"Encounter/p{letters(random, 14)}-{letters(random, 13)}"}


def doctor(random: Random) -> Resource:
    """Make a reference to a health worker by number."""
    return {
        "type": "Practitioner",
        "identifier": {"system": systems.HPR_NUMBER, "value": str(random.randint(1000000, 9999999))},
        "display": f"{random.choice(NAMES)} {random.choice(FAMILIES)}",
    }


def hospital(random: Random) -> Resource:
    """Make a reference to an organisation by number."""
    return {
        "type": "Organization",
        "identifier": {"system": systems.ORGANISATION_NUMBER, "value": str(random.randint(900000000, 999999999))},
        "display": random.choice(HOSPITALS),
    }


def profile(name: str) -> Resource:
    """Make the meta of a profile."""
    return {"profile": [name]}


def quantity(random: Random) -> Resource:
    """Make a measured value."""
    unit = random.choice(UNITS)
    return {"value": round(random.uniform(0, 300), 2), "unit": unit, "system": systems.UCUM, "code": unit}
