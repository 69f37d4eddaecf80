"""Reading a request: its query, its form, its files, within limits."""

from urllib.parse import parse_qsl

from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

from innsyn.web.fields import Fields, Upload
from innsyn.web.serving.caller import AnyRequest

_MOST_FIELDS = 500


def query_of(request: AnyRequest) -> Fields:
    """Read the query. Raises ClientException (400) when it has more than 500 fields."""
    return Fields(_pairs(request.scope["query_string"]))


async def form_of(request: AnyRequest) -> Fields:
    """Read a posted form, plain or with files. Raises ClientException (400) for anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return Fields(_pairs(await request.body()))
    if kind != "multipart/form-data":
        raise ClientException("not a form")
    try:
        parts = list((await request.form()).multi_items())
    except ValueError as problem:
        raise ClientException("unreadable parts") from problem
    pairs = _storable([(name, value) for name, value in parts if isinstance(value, str)])
    files = [(name, await _upload(value)) for name, value in parts if isinstance(value, UploadFile)]
    return Fields(pairs, files)


def _pairs(content: bytes) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as problem:
        raise ClientException("unreadable fields") from problem
    return _storable(pairs)


def _storable(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the fields back. Raises ClientException (400) for a NUL or half a character: no database takes them, and nobody types them."""
    if any(not is_storable(text) for pair in pairs for text in pair):
        raise ClientException("unreadable fields")
    return pairs


def is_storable(text: str) -> bool:
    """Say whether a text can be stored and looked for: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


async def _upload(file: UploadFile) -> Upload:
    return Upload(file.filename, file.content_type, await file.read())
