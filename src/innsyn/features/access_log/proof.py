"""Proving a line: a file with everything needed, and a small program that checks it without our help."""

import json
from pathlib import Path
from uuid import UUID

import innsyn.gate.seal.check_proof
from innsyn.features.access_log.pages import HOME
from innsyn.gate.refused import Refused
from innsyn.web import ABSENT, Answer, CitizenCall, Download, Need, OpenCall, View, page

_CHECKER = Path(innsyn.gate.seal.check_proof.__file__).read_bytes()


@page(f"{HOME}/proof", need=Need.CITIZEN, title="access_log.proof.title")
async def how(call: CitizenCall) -> Answer:  # noqa: ARG001
    """Explain what a proof is and how to check one."""
    return View("access_log/proof.html", {"home": HOME})


@page(f"{HOME}/proof/{{visit_id}}", need=Need.CITIZEN, title="access_log.proof.title")
async def file(call: CitizenCall, visit_id: str) -> Answer:
    """Hand out the proof of one line of the reader's own log."""
    try:
        of = UUID(visit_id)
    except ValueError:
        return ABSENT
    proved = await call.gate.proof(call.visit, of, call.now)
    if proved is None or isinstance(proved, Refused):
        return ABSENT
    content = json.dumps(proved, ensure_ascii=False, indent=1).encode()
    return Download(content=content, media_type="application/json", filename=f"innsyn-{of.hex[:8]}.json")


@page("/check-proof", need=Need.OPEN, title="access_log.proof.checker")
async def checker(call: OpenCall) -> Answer:  # noqa: ARG001
    """Hand out the program that checks a proof: anyone may have it."""
    return Download(content=_CHECKER, media_type="text/x-python; charset=utf-8", filename="check_proof.py")
