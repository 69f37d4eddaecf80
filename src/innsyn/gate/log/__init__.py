"""The log as the citizen reads it: one line for each visit, with who, when, from where, what and why."""
