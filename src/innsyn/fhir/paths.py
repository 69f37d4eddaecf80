"""Reads values out of a resource by a dotted path, without stumbling over what is missing.

Source: FHIR R4 4.0.1, json.html. Lists are laid flat: `content.attachment.url` gives the url of every content.
"""

from collections.abc import Mapping
from typing import Any


def values(resource: Mapping[str, Any] | None, path: str) -> list[Any]:
    """List the values at a path, lists laid flat; empty when nothing is there."""
    found: list[Any] = [resource]
    for name in path.split("."):
        inner = [one[name] for one in found if isinstance(one, dict) and name in one]
        found = [one for value in inner for one in (value if isinstance(value, list) else [value])]
    return found


def objects_at(resource: Mapping[str, Any] | None, path: str) -> list[dict[str, Any]]:
    """List the objects at a path."""
    return [one for one in values(resource, path) if isinstance(one, dict)]


def object_at(resource: Mapping[str, Any] | None, path: str) -> dict[str, Any] | None:
    """Give the first object at a path, or None."""
    return next(iter(objects_at(resource, path)), None)


def texts_at(resource: Mapping[str, Any] | None, path: str) -> list[str]:
    """List the texts at a path."""
    return [one for one in values(resource, path) if isinstance(one, str)]


def text_at(resource: Mapping[str, Any] | None, path: str) -> str | None:
    """Give the first text at a path, or None."""
    return next(iter(texts_at(resource, path)), None)
