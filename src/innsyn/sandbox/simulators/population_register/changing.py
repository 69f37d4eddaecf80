"""The sandbox's own way into the register: one POST for each thing that may change. No real register has it.

`{"change": "move", "number": …, "vegadresse": {…}}` or `"to_home_of": …` · `{"change": "responsibility", "number": …, "how": …,
"responsible": […]}` · `{"change": "protection", "number": …, "grade": …}` · `{"change": "death", "number": …, "on": …}` ·
`{"change": "guardian", "number": …, "guardian": …, "scope": …}` · `{"change": "no_guardian", "number": …, "guardian": …}`"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.wire import WireRequest
from innsyn.sandbox.simulators.population_register.refused import invalid, unknown
from innsyn.sandbox.simulators.population_register.register import Json, Register
from innsyn.sandbox.simulators.population_register.running_register import running


async def change(request: WireRequest) -> Response[Any]:
    """Change one thing, and answer with the sequence number of the latest event. The body must be called JSON: no page can forge that."""
    register = running(request).register
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise invalid("the body must be application/json")
    try:
        asked = json.loads(await request.body())
        _check_people(register, asked)
        _CHANGES[asked["change"]](register, asked)
    except (ValueError, KeyError, TypeError, LookupError) as problem:
        raise invalid("no such change, or something is missing in it") from problem
    return Response(content={"sekvensnummer": register.last}, media_type="application/json")


def _check_people(register: Register, asked: Json) -> None:
    named = [asked["number"], *asked.get("responsible", ()), *(asked[name] for name in ("guardian", "to_home_of") if name in asked)]
    if any(register.document(number) is None for number in named):
        raise unknown("nobody of this number")


def _move(register: Register, asked: Json) -> None:
    home = register.home_of(asked["to_home_of"]) if "to_home_of" in asked else dict(asked["vegadresse"])
    register.move(asked["number"], home)


_CHANGES: Mapping[str, Callable[[Register, Json], None]] = {
    "move": _move,
    "responsibility": lambda register, asked: register.set_responsibility(asked["number"], asked["how"], asked["responsible"]),
    "protection": lambda register, asked: register.set_protection(asked["number"], asked["grade"]),
    "death": lambda register, asked: register.record_death(asked["number"], date.fromisoformat(asked["on"])),
    "guardian": lambda register, asked: register.set_guardian(asked["number"], asked["guardian"], asked["scope"]),
    "no_guardian": lambda register, asked: register.end_guardian(asked["number"], asked["guardian"]),
}
