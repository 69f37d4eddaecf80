#!/usr/bin/env python3
"""Sjekk et bevis fra innsynsloggen din, uten nett og uten å stole på oss.

Check a proof from your access log, offline and without trusting us.

Bruk / Use:   python3 check_proof.py proof.json [--key NØKKEL]

Trenger bare Python 3.9 eller nyere. / Needs nothing but Python 3.9 or newer.
Hva som sjekkes / What is checked:
  1. each entry, hashed as it stands in the file, leads through its path to the root (RFC 6962, SHA-256);
  2. the root carries a valid Ed25519 signature (RFC 8032) by the key in the file;
  3. that key is the one you give with --key, if you give one: take it from a place you trust, such as an older proof;
  4. when the file holds an earlier root, the log has only grown since then (RFC 9162).
Innsyn, Apache-2.0.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
Line = tuple[bool, str, str]
"""Whether it holds, in Norwegian, in English."""

# --- Ed25519, RFC 8032 section 5.1. Checking needs no secret, so plain and slow is good enough. ---

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(one: Point, other: Point) -> Point:
    """Add two points of the curve, in extended coordinates (RFC 8032 section 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    """Add a point to itself so many times."""
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def point_of(coded: bytes) -> Point | None:
    """Read a point from its 32 bytes, or None (RFC 8032 section 5.1.3)."""
    y = int.from_bytes(coded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if len(coded) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def is_same(one: Point, other: Point) -> bool:
    """Say whether two points are one."""
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


BASE = point_of(bytes.fromhex("58" + "66" * 31)) or (0, 0, 0, 0)


def is_signed(public_key: bytes, text: bytes, signature: bytes) -> bool:
    """Say whether the signature over text is the key's (RFC 8032 section 5.1.7)."""
    key, commitment = point_of(public_key), point_of(signature[:32])
    response = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or len(signature) != 64 or response >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + text).digest(), "little") % L
    return is_same(times(response, BASE), add(commitment, times(challenge, key)))


# --- The tree, RFC 6962 section 2.1 and RFC 9162 sections 2.1.3.2 and 2.1.4.2. ---


def leaf_hash(entry: dict[str, Any]) -> bytes:
    """Hash an entry in its one form: JSON with sorted names, no spaces, UTF-8."""
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode("utf-8")).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the node above."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_from(leaf: int, size: int, hashed: bytes, path: list[bytes]) -> bytes | None:
    """Compute the root a path leads to, or None when it cannot."""
    if not 0 <= leaf < size:
        return None
    here, last = leaf, size - 1
    for step in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            hashed = node(step, hashed)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            hashed = node(hashed, step)
        here, last = here >> 1, last >> 1
    return hashed if last == 0 else None


def has_only_grown(old: int, old_root: bytes, new: int, new_root: bytes, path: list[bytes]) -> bool:
    """Say whether the log of `new` entries begins with the log of `old` entries."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    steps = path if old & (old - 1) else [old_root, *path]
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node(step, before), node(step, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node(after, step)
        here, last = here >> 1, last >> 1
    return before == old_root and after == new_root and last == 0


# --- The proof file. ---


def signed_text(root: dict[str, Any]) -> bytes:
    """Write the text a root's signature is over."""
    return "\n".join(["innsyn log root 1", str(root["size"]), root["root"], root["at"], root["key"], ""]).encode("utf-8")


def root_holds(root: dict[str, Any], public_key: bytes) -> bool:
    """Say whether a root is signed by this key, and names it."""
    is_named = bool(hashlib.sha256(public_key).hexdigest()[:16] == root["key"])
    return is_named and is_signed(public_key, signed_text(root), bytes.fromhex(root["signature"]))


def entry_holds(found: dict[str, Any], root: dict[str, Any]) -> bool:
    """Say whether an entry is in the log under the root."""
    path = [bytes.fromhex(step) for step in found["path"]]
    return root_from(found["leaf"], root["size"], leaf_hash(found["entry"]), path) == bytes.fromhex(root["root"])


def earlier_holds(earlier: dict[str, Any], root: dict[str, Any], public_key: bytes) -> bool:
    """Say whether the log has only grown since the earlier root."""
    old = earlier["root"]
    path = [bytes.fromhex(step) for step in earlier["path"]]
    grown = has_only_grown(old["size"], bytes.fromhex(old["root"]), root["size"], bytes.fromhex(root["root"]), path)
    return grown and root_holds(old, public_key)


def check(proof: dict[str, Any], expected_key: str | None = None) -> list[Line]:
    """Check a whole proof. Returns lines `(holds, Norwegian, English)`."""
    root, public_key = proof["root"], bytes.fromhex(proof["public_key"])
    at, size = root["at"], root["size"]
    words = f"Signaturen på loggens rot, {at}, med {size} linjer", f"The signature on the log's root, {at}, over {size} entries"
    lines = [(root_holds(root, public_key), *words)]
    if expected_key is not None:
        lines.append((public_key.hex() == expected_key.lower(), "Nøkkelen er den du oppga", "The key is the one you gave"))
    for found in proof["entries"]:
        leaf, told = found["leaf"], tell(found["entry"])
        lines.append((entry_holds(found, root), f"Linje {leaf}: {told}", f"Entry {leaf}: {told}"))
    if "earlier" in proof:
        since, held = proof["earlier"]["root"]["at"], earlier_holds(proof["earlier"], root, public_key)
        lines.append((held, f"Loggen har bare vokst siden {since}", f"The log has only grown since {since}"))
    return lines


def tell(entry: dict[str, Any]) -> str:
    """Write one entry on one line, so that a reader sees what is proved."""
    actor = entry["detail"].get("actor", {})
    who = ", ".join(part for part in (actor.get("name"), actor.get("organisation_name")) if part)
    words = [entry["at"], entry["action"], entry["type"], entry["outcome"] if entry["outcome"] != "done" else "", who]
    return " ".join(word for word in words if word)


def say(*lines: str) -> None:
    """Print."""
    sys.stdout.write("\n".join(lines) + "\n")


def conclude(proof: dict[str, Any], lines: list[Line]) -> int:
    """Say the answer in plain words. Returns the exit code: 0 when the proof holds."""
    if not proof["entries"]:
        say("", "Fila beviser ingen linjer.", "The file proves no entries.")
        return 1
    if all(holds for holds, _, _ in lines):
        say(
            "",
            "BEVISET HOLDER. Linjene står i loggen slik du ser dem her.",
            "THE PROOF HOLDS. The entries are in the log as you see them here.",
        )
        return 0
    say("", "BEVISET HOLDER IKKE. Noe er endret, i fila eller i loggen.", "THE PROOF DOES NOT HOLD. Something was changed, in file or log.")
    return 1


def main(arguments: list[str]) -> int:
    """Check the file named on the command line and say in plain words whether it holds."""
    expected_key = None
    if "--key" in arguments[:-1]:
        at = arguments.index("--key")
        expected_key, arguments = arguments[at + 1], arguments[:at] + arguments[at + 2 :]
    if len(arguments) != 1:
        say("Bruk / Use: python3 check_proof.py proof.json [--key NØKKEL]")
        return 2
    try:
        proof = dict(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
        lines = check(proof, expected_key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        say("FEIL: Fila kan ikke leses som et bevis.", "ERROR: The file cannot be read as a proof.")
        return 2
    for holds, norwegian, english in lines:
        say(f"{'  OK' if holds else 'FEIL'}  {norwegian}", f"      {english}")
    if left_out := proof.get("left_out", 0):
        say("", f"{left_out} linjer var for ferske til å være forseglet. / {left_out} entries were too recent to be sealed.")
    say("", f"Nøkkel / Key: {proof['public_key']}")
    if expected_key is None:
        say("Sammenlign nøkkelen med den som er kunngjort. / Compare the key with the published one.")
    return conclude(proof, lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
