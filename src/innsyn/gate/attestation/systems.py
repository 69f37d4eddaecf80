"""Code systems an attestation may use.

Source: Tillitsrammeverk data model 1.1, ATT-18b, ATT-29a, ATT-37, ATT-38 to ATT-41, ATT-45.
"""

from innsyn.kernel.systems import OID_BASE, PURPOSE_OF_USE

HEALTHCARE_SERVICES = frozenset(f"{OID_BASE}.1.{number}" for number in (8655, 8627, 8451, 8668, 8663, 8662, 8664, 8666, 7750, 8254))
"""The ten systems a healthcare service may come from (8627 is retired and still accepted)."""

DECISION_TEMPLATE = "https://terminology.dips.com/decisiontemplate"

PURPOSE_DETAILS = frozenset({DECISION_TEMPLATE, "urn:AuditEventHL7Norway/CodeSystem/carerelation", f"{OID_BASE}.1.9151"})
"""Systems of the details we know; an organisation may agree on others, which are then added here."""

PURPOSES = frozenset({"TREAT", "ETREAT", "COC", "BTG"})

PURPOSE_SYSTEMS = frozenset({PURPOSE_OF_USE})
