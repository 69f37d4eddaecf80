"""Tests build an application each: what the framework reads of a handler, and what the front end weighs, is found out once and not again.

Handlers are made by a few functions for hundreds of addresses, so that they share their code, and with it their signature.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from litestar._signature.model import SignatureModel
from litestar.utils.signature import ParsedSignature

from innsyn.web.serving import assets

_Made = Callable[..., Any]


def read_once() -> None:
    """Let every later application of this process be built so."""
    if hasattr(ParsedSignature.from_fn, "is_read_once"):
        return
    parsed, created = ParsedSignature.from_fn, SignatureModel.create
    ParsedSignature.from_fn = _once(lambda fn, **_: fn, parsed, ("fn", "signature_namespace"))  # type: ignore[method-assign]
    names = ("dependency_name_set", "fn", "parsed_signature", "type_decoders", "data_dto")
    SignatureModel.create = _once(lambda fn, data_dto, **_: (fn, data_dto), created, names)  # type: ignore[method-assign]
    assets.Assets.read = cache(assets.Assets.read)  # type: ignore[method-assign]


def _once(key: _Made, make: _Made, names: tuple[str, ...]) -> Any:
    made: dict[Any, Any] = {}

    def once(*values: Any, **named: Any) -> Any:
        given = {**dict(zip(names, values, strict=False)), **named}
        code = getattr(given["fn"], "__code__", given["fn"])
        wanted = key(**{**given, "fn": code})
        if wanted not in made:
            made[wanted] = make(**given)
        return made[wanted]

    once.is_read_once = True  # type: ignore[attr-defined]
    return once
