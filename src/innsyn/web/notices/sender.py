"""May the sender be named? Only when nothing says that the name itself tells too much.

Source: HL7 Norway, security label `sensitiv-avsender` of the national FHIR profiles; docs/spec/notices.md#NOT-4.
"""

import re
from collections.abc import Iterable

SENSITIVE_SENDER = "http://helsenorge.no/fhir/sensitiv-avsender|1"

_ANYWHERE = (
    *(
        "abort",
        "avheng",
        "barnevern",
        "demens",
        "fertil",
        "gravid",
        "gynek",
        "habiliter",
        "hospice",
        "infeksj",
        "jordmor",
        "kirurg",
        "kreft",
    ),
    *("nevrolog", "obstet", "onkolog", "ortoped", "overgrep", "palliat", "psyk", "selvmord", "seksu", "smerteklin", "smittevern"),
    *("spiseforst", "terapi", "traume", "urolog", "voldtekt"),
)
_AT_THE_BEGINNING = ("bup", "dps", "hiv", "krise", "rop", "rus", "tsb")
"""What says what an organisation treats: stems anywhere in a word, short ones at its beginning. Add freely: better a name too few."""

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 60


def sender_name(name: str, labels: Iterable[str] = (), *, is_protected: bool = False) -> str | None:
    """Say the sender's name when a notice may tell it, None when it may not.

    name: of the legal entity, never of a department. labels: security labels of what waits, as `system|code`.
    A name that says what is treated there is not told, labelled or not. is_protected: her address is, and where she goes too."""
    if is_protected or SENSITIVE_SENDER in set(labels) or not 0 < len(name) <= _LONGEST or not name.isprintable():
        return None
    return None if is_telling(name) else name


def is_telling(text: str) -> bool:
    """Say whether a text has a word that says what somebody is treated for."""
    words = [word.lower() for word in _WORD.findall(text)]
    return any(word.startswith(_AT_THE_BEGINNING) or any(stem in word for stem in _ANYWHERE) for word in words)
