"""Reads the JSON of a received patch, every number with its text.

Source: RFC 8259, sections 4 and 8.1: UTF-8, and a name stands once in an object.
"""

import json
from typing import Any

import orjson

from innsyn.fhir.body import DEEPEST
from innsyn.fhir.exact import Number, write_exact
from innsyn.kernel.outcome import Problem


def read_received(received: bytes) -> Any | Problem:
    """Read a patch as `exact.read_exact` reads a body, or say what is wrong with it."""
    try:
        orjson.loads(received)
        read = json.loads(received, parse_float=Number, parse_int=Number, object_pairs_hook=_unique)
        write_exact(read)
    except orjson.JSONDecodeError:
        return Problem("structure", "the patch is not JSON in UTF-8")
    except _NameTwiceError:
        return Problem("structure", "a name is given twice in one object of the patch")
    except (orjson.JSONEncodeError, RecursionError):
        return Problem("structure", f"the patch is nested deeper than {DEEPEST} levels")
    return read


class _NameTwiceError(Exception):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _NameTwiceError
    return made
