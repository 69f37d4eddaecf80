"""What came with the request: the fields of a query or of a posted form, as WTForms and handlers read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Upload:
    """A posted file. name: as the browser says, never to be trusted as a path."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


class Fields:
    """Names with one or more values, in the order they came. Nothing is shown by repr: fields may be personal."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = (), uploads: Sequence[tuple[str, Upload]] = ()) -> None:
        """Keep `pairs` of name and value, and `uploads` of name and file."""
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)
        self._uploads: dict[str, list[Upload]] = {}
        for name, upload in uploads:
            self._uploads.setdefault(name, []).append(upload)

    def get(self, name: str, default: str = "") -> str:
        """Say the first value of `name` with surrounding blanks removed, or `default` when it did not come."""
        values = self._values.get(name)
        return values[0].strip() if values else default

    def getlist(self, name: str) -> list[str]:
        """Say every value of `name`, as WTForms asks for them."""
        return list(self._values.get(name, ()))

    def upload(self, name: str) -> Upload | None:
        """Say the first file posted as `name`, or None."""
        return next(iter(self._uploads.get(name, ())), None)

    def uploads(self, name: str) -> list[Upload]:
        """Say every file posted as `name`, in the order they came; a field that nothing was chosen in may be among them, without name."""
        return list(self._uploads.get(name, ()))

    def file_names(self) -> list[str]:
        """Say the name of every file that came, as the browser says it."""
        return [upload.name for uploads in self._uploads.values() for upload in uploads]

    def __contains__(self, name: object) -> bool:
        """Say whether `name` came."""
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        """Walk the names."""
        return iter(self._values)

    def __len__(self) -> int:
        """Say how many names came."""
        return len(self._values)

    def __repr__(self) -> str:
        """Show names only."""
        return f"Fields({', '.join(self._values)})"
