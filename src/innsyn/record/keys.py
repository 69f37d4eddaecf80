"""What a resource is found by, as 64-bit hashes: one way to write each, for storing and for asking.

Eight bytes instead of a system and a code: the index is a tenth of the size. Two different terms meet about once in 10^19 pairs;
`searching.py` looks at what was found once more, and nothing that identifies a person is decided by a hash alone.
"""

from functools import lru_cache
from hashlib import blake2b

from innsyn.fhir.code_systems import canonical_system

_VERSION = b"innsyn key 1"
"""Part of every hash: a new way of writing terms needs a new one; `refilling.py` then fills what stands, since `FORM_KEY` changes too."""

_LONGEST_REMEMBERED = 100


@lru_cache(16_384)
def key(kind: str, parameter: str, system: str, code: str) -> int:
    """Hash one term. Lengths stand before the parts, so that no two terms are written alike. Returns a signed 64-bit number."""
    written = f"{kind}{len(parameter)}:{parameter}{len(system)}:{system}{code}"
    return int.from_bytes(blake2b(written.encode("utf-8", "replace"), digest_size=8, person=_VERSION).digest(), "big", signed=True)


def token_key(parameter: str, system: str | None, code: str) -> int:
    """Hash `system|code`; system None: said without a system. The system's canonical name is found here."""
    return key("=", parameter, canonical_system(system) if system else "", code)


def code_key(parameter: str, code: str) -> int:
    """Hash a code whatever its system."""
    return key("*", parameter, "", code)


def system_key(parameter: str, system: str) -> int:
    """Hash a system whatever its code."""
    return key("|", parameter, canonical_system(system), "")


def reference_key(parameter: str, target: str) -> int:
    """Hash a reference. target: `Type/id`, or an absolute address."""
    return key("/", parameter, "", target)


def identified_key(parameter: str, system: str | None, value: str) -> int:
    """Hash a reference that names its target by identifier."""
    return key("#", parameter, canonical_system(system) if system else "", value)


def paired_key(parameter: str, system: str | None, value: str, code: str) -> int:
    """Hash a composite of a reference that names its target by identifier and a code whatever its system."""
    return key("&", parameter, canonical_system(system) if system else "", f"{len(value)}:{value}{code}")


def any_identified_key(parameter: str, value: str) -> int:
    """Hash the identifier of a reference's target whatever its system."""
    return key("##", parameter, "", value)


def typed_key(parameter: str, system: str | None, code: str, value: str) -> int:
    """Hash an identifier with its type. system: of the type; None: whatever it is."""
    kind, named = ("%*", "") if system is None else ("%", canonical_system(system))
    return key(kind, parameter, named, f"{len(code)}:{code}{value}")


def wording_key(parameter: str, text: str) -> int:
    """Hash a string as it is written, with case and accents."""
    hashed = key if len(text) <= _LONGEST_REMEMBERED else key.__wrapped__
    return hashed("!", parameter, "", text)


def presence_key(parameter: str) -> int:
    """Hash that a parameter has something to find at all."""
    return key("?", parameter, "", "")


FORM_KEY = key(".", "", "", "4")
"""Among the keys of every version whose facts are in the newest form; `refilling.py` finds the others by its absence."""
