"""A bounded memory: the least recently used falls out."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST = 10_000


class Remembered(Generic[K, V]):
    """Keys to values, at most `most` of them."""

    def __init__(self, most: int = _MOST) -> None:
        """most: how many are kept."""
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Say the value of a key, None when it is not remembered."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def keep(self, key: K, value: V) -> V:
        """Remember a value, and give it back."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value

    def forget(self, key: K) -> None:
        """Forget one key, remembered or not."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
