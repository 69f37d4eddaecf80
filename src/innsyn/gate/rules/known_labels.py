"""The labels we know what mean; any other on a resource is an unknown, and an unknown is a no.

Source: Volven 9603; HL7 v3 Confidentiality; HL7 v3 ObservationValue `PATRPT`; Volven 7618 as Helsenorge writes it in meta.security.
"""

from innsyn.gate.rules.access_facts import REGISTERED_LABEL, WITHHOLDING_LABEL
from innsyn.kernel.systems import OID_BASE

SHIELD_LABELS = frozenset(
    {
        "N",
        "NORS",
        "NORU",
        "NORN_FFL",
        "NORN_KUT",
        "NORN_EPO",
        "NORN_ALL",
        "NORN_FOR",
        "NORN_FORANS",
        "NORN_UNGDOM",
        "NORN_FFH",
        "NORN_FPB",
        "NORN_DUP",
        "NORN_ANG",
    }
)
"""Volven 9603, complete."""

CONFIDENTIALITY = frozenset({"U", "L", "M", "N", "R", "V"})
"""HL7 v3 Confidentiality, complete."""

NOT_ABOUT_ACCESS = frozenset(
    {
        "PATRPT",
        "http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST",
        f"{OID_BASE}.1.7618|1",
        f"{OID_BASE}.1.7618|3",
        f"{OID_BASE}.1.7618|6",
        "http://helsenorge.no/fhir/sensitiv-avsender|1",
        WITHHOLDING_LABEL,
        REGISTERED_LABEL,
    }
)
"""Labels that say who reported, that it is test data, which service area it belongs to, how to notify,
or what a resource is, and close nothing."""

KNOWN_LABELS = SHIELD_LABELS | CONFIDENTIALITY | NOT_ABOUT_ACCESS
