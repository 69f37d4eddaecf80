"""Enrolment: a ward asks the region's office for its patient, the office creates the user, the patient is told.

What is written stands in the log of the region's own record, and in the patient's from the moment she has one.
Source: docs/spec/representation.md#REP-7.
"""
