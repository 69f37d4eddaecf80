"""Reconciliation: what stands here of a clinic's bookings is compared with what its own system says, and what differs is told at its desk.

Nothing is mended in silence. Source: docs/adr/0030-appointments.md; docs/spec/appointments.md#APP-15.
"""
