"""What somebody has written and is turned away with: her own words, given back to copy on the page that says no, and kept nowhere.

Source: docs/spec/representation.md#REP-9.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from innsyn.web.fields import Fields

LONGEST, LONGEST_NAME, MOST_FILES = 20_000, 200, 20
"""Characters of a text and of a file's name, and files: more than any form of ours takes."""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a request brought that its sender has written. words: each text. files: names of what she had attached. is_cut: some of a text
    is not among them. Nothing is shown by repr."""

    words: tuple[str, ...] = field(default=(), repr=False)
    files: tuple[str, ...] = field(default=(), repr=False)
    is_cut: bool = False

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.words or self.files)


NOTHING = GivenBack()


def given_back(names: Sequence[str], form: Fields) -> GivenBack:
    """Say what is given back of a posted form.

    names: of the fields that hold words of the sender's own, as the route says; no other field is."""
    written = [text for name in names if (text := form.get(name))]
    files = (name.replace("\\", "/").rpartition("/")[2][:LONGEST_NAME] for name in form.file_names())
    return GivenBack(
        words=tuple(text[:LONGEST] for text in written),
        files=tuple(name for name in files if name)[:MOST_FILES],
        is_cut=any(len(text) > LONGEST for text in written),
    )
