"""Document types and their groups: which there are, and which belong together. Their plain names are texts.

Source: Volven 9602, level 1 (`-1`) and level 2 (`-2`); HL7 Norway ValueSet no-basis-documentreference-type.
"""

_COUNTS = {"A": 13, "B": 3, "C": 7, "D": 13, "E": 2, "F": 10, "I": 2, "J": 2, "S": 3}

GROUPS = tuple(f"{letter}00-1" for letter in _COUNTS)
"""Codes of the groups, in the code system's order; each has a text `documents.group.<code>`."""

TYPES = tuple(f"{letter}{number:02}-2" for letter, count in _COUNTS.items() for number in range(1, count + 1))
"""Codes of the types; each has a text `documents.type.<code>`."""


def types_of(group: str) -> tuple[str, ...]:
    """Say which types belong to a group: those with its letter."""
    return tuple(code for code in TYPES if code[0] == group[0])
