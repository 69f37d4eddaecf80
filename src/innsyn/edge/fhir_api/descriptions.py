"""The two descriptions of the server in each form they are asked for: made once, told apart by strong entity tags.

Source: FHIR R4 4.0.1, http.html#capabilities; RFC 9110 §8.8.3 (one tag for each representation), §13.1.2.
"""

from dataclasses import dataclass
from hashlib import sha256

from innsyn.edge.fhir_api.drawing import drawn
from innsyn.edge.fhir_api.exchange import Answer, Format
from innsyn.edge.fhir_api.formats import MEDIA_TYPES
from innsyn.edge.fhir_api.packing import packed
from innsyn.edge.fhir_api.validators import tags

_KEPT = ("cache-control", "public, max-age=300")
_VARIES = ("vary", "accept, accept-encoding")
_SMALLEST = 9
_OPENAPI = "application/json"


@dataclass(frozen=True, slots=True)
class _Form:
    body: bytes
    tag: str
    media_type: str
    headers: tuple[tuple[str, str], ...]


class Descriptions:
    """Open to everybody and the same for all."""

    def __init__(self, capabilities: bytes, openapi: bytes) -> None:
        """Take both as JSON bytes."""
        self.capabilities, self._openapi = capabilities, openapi
        self._forms: dict[tuple[bool, Format, bool, bool], _Form] = {}

    def answer(self, *, is_openapi: bool, wanted: Format, is_pretty: bool, is_packed: bool, if_none_match: str | None) -> Answer:
        """Answer a request for one of them; 304 to a caller who has it. wanted: for the CapabilityStatement, the other is JSON always."""
        asked = (is_openapi, "json" if is_openapi else wanted, is_pretty, is_packed)
        form = self._forms.get(asked)
        if form is None:
            form = self._forms[asked] = self._made(*asked)
        if if_none_match is not None and {form.tag, "*"} & set(tags(if_none_match)):
            return Answer(304, None, form.headers)
        encoding = (("content-encoding", "gzip"),) if is_packed else ()
        return Answer(200, form.body, (*form.headers, *encoding), form.media_type)

    def _made(self, is_openapi: bool, wanted: Format, is_pretty: bool, is_packed: bool) -> _Form:
        body = drawn(self._openapi if is_openapi else self.capabilities, wanted, is_pretty=is_pretty)
        if is_packed:
            body = packed(body, _SMALLEST)
        tag = sha256(body).hexdigest()[:32]
        media_type = _OPENAPI if is_openapi else f"{MEDIA_TYPES[wanted]}; charset=utf-8"
        return _Form(body, tag, media_type, (_KEPT, _VARIES, ("etag", f'"{tag}"')))
