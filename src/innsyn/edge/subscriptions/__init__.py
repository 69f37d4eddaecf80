"""Subscriptions: tells registered systems what is new, in order, at least once, and never more than they may see.

Source: FHIR R4 4.0.1, subscription.html (rest-hook); Subscriptions R5 Backport 1.1.0, its form for R4. docs/adr/0021-subscriptions.md.
"""
