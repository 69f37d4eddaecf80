"""Looking people up: one by number in the address, or many by numbers in the body.

Source: Skatteetaten, "Offentlig med hjemmel" 1.5, /v1/personer/{personidentifikator} and /v1/personer/bulkoppslag."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.wire import WireRequest
from innsyn.sandbox.simulators.population_register.answers import answer
from innsyn.sandbox.simulators.population_register.bearer import allowed
from innsyn.sandbox.simulators.population_register.faults import Fault
from innsyn.sandbox.simulators.population_register.parts import KNOWN, minimised
from innsyn.sandbox.simulators.population_register.refused import invalid, unknown
from innsyn.sandbox.simulators.population_register.register import Json
from innsyn.sandbox.simulators.population_register.running_register import RunningRegister

MOST = 1000
_NOBODY = {"feilmelding": {"feilmelding": "Fant ingen person for identifikatoren"}}


async def one_person(request: WireRequest) -> Response[Any]:
    """Answer with one person's document."""
    here, parts = _asked(request)
    document = _document(here, request.path_params["number"])
    if document is None:
        raise unknown("Ukjent person")
    return answer(here, minimised(document, parts))


async def many_persons(request: WireRequest) -> Response[Any]:
    """Answer with a look-up for each number.

    With `somBestilt` they come in the order asked for, with an error message where there is nobody; without it those are left out."""
    here, parts = _asked(request)
    numbers = _numbers(await request.body())
    is_as_ordered = request.query_params.get("somBestilt") == "true"
    return answer(here, {"oppslag": list(_look_ups(here, numbers, parts, is_as_ordered=is_as_ordered))})


def _asked(request: WireRequest) -> tuple[RunningRegister, Sequence[str]]:
    here = allowed(request)
    parts = request.query_params.getall("part", [])
    if not set(parts) <= KNOWN:
        raise invalid("Ugyldig parameter")
    return here, parts


def _look_ups(here: RunningRegister, numbers: Sequence[str], parts: Sequence[str], *, is_as_ordered: bool) -> Iterator[Json]:
    for number in numbers if is_as_ordered else sorted(set(numbers)):
        document = _document(here, number)
        if document is not None:
            yield {"foedselsEllerDNummer": number, "folkeregisterperson": minimised(document, parts)}
        elif is_as_ordered:
            yield {"foedselsEllerDNummer": number, **_NOBODY}


def _document(here: RunningRegister, number: str) -> Json | None:
    return here.register.document(here.register.stranger_to(number) if Fault.WRONG_PERSON in here.faults else number)


def _numbers(body: bytes) -> list[str]:
    try:
        numbers = json.loads(body)["foedselsEllerDNummer"]
    except (ValueError, KeyError, TypeError) as problem:
        raise invalid("Ugyldig forespørsel") from problem
    if not isinstance(numbers, list) or not all(isinstance(number, str) for number in numbers) or len(numbers) > MOST:
        raise invalid("Ugyldig forespørsel")
    return numbers
