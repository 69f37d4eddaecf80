"""Writing the register's answers, broken off where it is told to break."""

import json
from collections.abc import Mapping
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.population_register.faults import Fault
from innsyn.sandbox.simulators.population_register.running_register import RunningRegister


def answer(here: RunningRegister, content: Any, *, headers: Mapping[str, str] | None = None) -> Response[Any]:
    """Answer with JSON."""
    text = json.dumps(content, ensure_ascii=False).encode()
    sent = text[: len(text) // 2] if Fault.BROKEN_JSON in here.faults else text
    return Response(content=sent, media_type="application/json", headers=dict(headers or {}))
