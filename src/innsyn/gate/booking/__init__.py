"""Booking: a time of a clinic's calendar and an appointment in a patient's record are written in one transaction, or neither is.

Calendars and times lie in the record of what their organisation keeps, where no patient is.
Source: docs/adr/0030-appointments.md; docs/spec/appointments.md.
"""
