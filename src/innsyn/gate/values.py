"""The record's own words for questions and answers, for those who may call the gate but not the record."""

from innsyn.record.condition import RowFacts
from innsyn.record.ids import SHARED_TYPES, derived_id, derived_owner, is_id, new_id, new_owner, owner_of, patient_id
from innsyn.record.query import Clause, DateWithin, Query, ReferenceIs, TextHas, TokenIs
from innsyn.record.stored import SHARED, Change, Conflict, Found, Owner, Stored, Write, Written
from innsyn.record.unavailable import RecordUnavailable

__all__ = [
    "SHARED",
    "SHARED_TYPES",
    "Change",
    "Clause",
    "Conflict",
    "DateWithin",
    "Found",
    "Owner",
    "Query",
    "RecordUnavailable",
    "ReferenceIs",
    "RowFacts",
    "Stored",
    "TextHas",
    "TokenIs",
    "Write",
    "Written",
    "derived_id",
    "derived_owner",
    "is_id",
    "new_id",
    "new_owner",
    "owner_of",
    "patient_id",
]
