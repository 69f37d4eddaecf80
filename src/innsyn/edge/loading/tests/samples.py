"""Files and units as loads meet them."""

import hashlib
import json

from innsyn.edge.loading.sources import Unit


def text(*entries, kind="transaction"):
    """A Bundle as JSON text."""
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}).encode()


def a_unit(*documents, name="a.json", is_lines=False):
    """A unit of these documents."""
    written = tuple(each if isinstance(each, bytes) else json.dumps(each).encode() for each in documents)
    lines = tuple(range(1, len(written) + 1)) if is_lines else ()
    return Unit(f"{name}#1" if is_lines else name, hashlib.sha256(b"".join(written)).hexdigest(), written, lines)
