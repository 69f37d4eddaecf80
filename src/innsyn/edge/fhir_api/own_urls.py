"""Takes this server's own address off the urls of a bundle's requests: clients may name it, though the standard writes them without.

Source: FHIR R4 4.0.1, bundle.html#Bundle.entry.request.url, http.html#transaction.
"""

from collections.abc import Mapping
from typing import Any


def with_relative_urls(sent: Mapping[str, Any], base: str) -> Mapping[str, Any]:
    """Write the urls of a bundle's requests as they are below this server's own address.

    sent: the Bundle as parsed. base: the address without a slash at its end. Urls on other servers stay, and are refused later.
    Returns a Bundle with the same resources, or the one given when there is nothing to do."""
    listed = sent.get("entry")
    if not isinstance(listed, list) or not any(_is_below(entry, base) for entry in listed):
        return sent
    return {**sent, "entry": [_relative(entry, base) if _is_below(entry, base) else entry for entry in listed]}


def _is_below(entry: Any, base: str) -> bool:
    request = entry.get("request") if isinstance(entry, dict) else None
    url = request.get("url") if isinstance(request, dict) else None
    return isinstance(url, str) and url.startswith((f"{base}/", f"{base}?"))


def _relative(entry: Mapping[str, Any], base: str) -> Mapping[str, Any]:
    request = entry["request"]
    return {**entry, "request": {**request, "url": request["url"].removeprefix(base)}}
