"""Reads a FHIRPath into steps and expressions.

Source: FHIRPath N1 (2.0.0), the grammar. Understood are: paths, indexes, functions, texts, numbers, dates, booleans, comparisons,
`and`, `or`, `xor`, `implies`, `is`, `as`. Not understood are: arithmetic, `|`, `in`, `contains` as an operator, `~`, quantities.
"""

from dataclasses import dataclass
from typing import Union

from innsyn.fhir.exact import Number
from innsyn.fhir.patch.path_words import NotUnderstood, Word, words

DEEPEST_PATH = 30
MOST_OPERATORS = 60


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that stands in the path itself."""

    value: str | bool | Number


@dataclass(frozen=True, slots=True)
class Start:
    """Where a path begins: `$this`, or `%resource`."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A step to an element; the first may be the resource's type."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """A step to one of several."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A step through a function."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Steps one after the other."""

    steps: tuple[Union[Start, Constant, Member, Index, Call, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """Two sides and what stands between."""

    sign: str
    left: "Expression"
    right: "Expression"


Expression = Path | Operator

_WEAKEST_FIRST = (("implies",), ("or", "xor"), ("and",), ("=", "!="), ("<", ">", "<=", ">="), ("is", "as"))


def read_path(text: str) -> Expression:
    """Read a path. Raises NotUnderstood."""
    reader = _Reader(words(text))
    read = reader.expression()
    reader.expect("end", "")
    return read


class _Reader:
    def __init__(self, found: list[Word]) -> None:
        self._words = found
        self._at = 0
        self._depth = 0
        self._operators = 0

    def expect(self, kind: str, text: str) -> None:
        if not self._take(kind, text):
            raise NotUnderstood(f"word {self._at + 1} is not understood there")

    def expression(self, level: int = 0) -> Expression:
        if level == len(_WEAKEST_FIRST):
            return self._path()
        left = self.expression(level + 1)
        while self._now.text in _WEAKEST_FIRST[level] and self._now.kind in ("sign", "name"):
            sign = self._next().text
            self._operators += 1
            if self._operators > MOST_OPERATORS:
                raise NotUnderstood(f"it has more than {MOST_OPERATORS} operators")
            left = Operator(sign, left, self.expression(level + 1))
        return left

    @property
    def _now(self) -> Word:
        return self._words[self._at]

    def _next(self) -> Word:
        word = self._now
        self._at += 1
        return word

    def _take(self, kind: str, text: str) -> bool:
        is_it = self._now == (kind, text)
        self._at += is_it
        return is_it

    def _path(self) -> Path:
        steps: list[Start | Constant | Member | Index | Call | Expression] = [self._first()]
        while True:
            if self._take("sign", "."):
                steps.append(self._member())
            elif self._take("sign", "["):
                steps.append(Index(self._inner()))
                self.expect("sign", "]")
            else:
                return Path(tuple(steps))

    def _first(self) -> Start | Constant | Member | Index | Call | Expression:
        word = self._now
        if self._take("sign", "("):
            inner = self._inner()
            self.expect("sign", ")")
            return inner
        if word.kind in ("text", "date"):
            return Constant(self._next().text)
        if word.kind == "number":
            return Constant(Number(self._next().text))
        if word in (("name", "true"), ("name", "false")):
            return Constant(self._next().text == "true")
        if word.text in ("$this", "%resource", "%context"):
            return Start(self._next().text)
        return self._member()

    def _member(self) -> Member | Call:
        word = self._next()
        if word.kind != "name" or word.text[0] in "$%":
            raise NotUnderstood(f"word {self._at} is not understood there")
        if not self._take("sign", "("):
            return Member(word.text)
        arguments: list[Expression] = []
        while not self._take("sign", ")"):
            if arguments:
                self.expect("sign", ",")
            arguments.append(self._inner())
        return Call(word.text, tuple(arguments))

    def _inner(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST_PATH:
            raise NotUnderstood(f"it is nested deeper than {DEEPEST_PATH} levels")
        read = self.expression()
        self._depth -= 1
        return read
