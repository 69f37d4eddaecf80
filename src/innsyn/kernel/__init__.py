"""The words every layer shares: identifiers, the clock, outcomes and systems. Imports nothing of ours."""
