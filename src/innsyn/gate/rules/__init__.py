"""Who may see what: one file per family of rules, each rule pure, with its paragraph and its vectors.

Rules look at a `Case` and answer with a `Condition`; they import no framework, no clock and no database.
"""
