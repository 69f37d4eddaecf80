"""AuditEvent: the log of who used a record, as FHIR resources that IHE BALP and HL7 Norway's trust framework both know."""

from innsyn.edge.audit.audit_type import AuditType

__all__ = ["AuditType"]
