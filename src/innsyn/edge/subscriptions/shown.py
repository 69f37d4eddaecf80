"""A Subscription as it is kept and as it is shown: the received bytes, but for secrets, status, error, id and meta.

Source: FHIR R4 4.0.1, subscription.html: status and error are the server's to say.
"""

import json
from collections.abc import Mapping
from typing import Any

from innsyn.fhir.body import read_body
from innsyn.fhir.splice import Change, change, members, skip_blank
from innsyn.fhir.stamp import stamp
from innsyn.gate.following import Subscribed
from innsyn.kernel.outcome import Problem


def parsed(resource: bytes) -> Mapping[str, Any]:
    """Read a kept resource. Raises ValueError when it cannot be: it was read before it was kept."""
    found = read_body(resource)
    if isinstance(found, Problem):
        raise ValueError("a kept Subscription cannot be read")
    return found


def with_hidden_headers(received: bytes, shown: list[str]) -> bytes:
    """Put headers without values in the place of those received. Every other byte stays."""
    text = received.decode()
    start = skip_blank(text, 0)
    changes = [
        Change(inner.start, inner.end, json.dumps(shown))
        for member in members(text, start)
        if member.name == "channel"
        for inner in members(text, member.start)
        if inner.name == "header"
    ]
    return change(text, changes).encode()


def shown(one: Subscribed) -> bytes:
    """Write a subscription for its client: with its id, version, status and what went wrong last."""
    text = one.resource.decode()
    start = skip_blank(text, 0)
    values = {"status": one.status, "error": one.fault.text}
    changes, after_status = [], start + 1
    for member in members(text, start):
        if member.name == "status":
            after_status = member.end
        if values.get(member.name):
            changes.append(Change(member.start, member.end, json.dumps(values.pop(member.name))))
    if values.get("error"):
        changes.append(Change(after_status, after_status, f',"error":{json.dumps(values["error"])}'))
    body = change(text, changes).encode()
    return stamp(body, parsed(body), id=one.id, version=str(one.version), recorded=one.changed_at.isoformat(timespec="milliseconds"))


def without_error(received: bytes, resource: Mapping[str, Any]) -> bytes:
    """Leave out an error that a client sent back as it had been shown: the next one is ours to say."""
    if "error" not in resource:
        return received
    text = received.decode()
    kept = [(one.name, text[one.start : one.end]) for one in members(text, skip_blank(text, 0)) if one.name not in ("error", "_error")]
    return ("{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in kept) + "}").encode()
