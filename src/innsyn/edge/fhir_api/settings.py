"""What the FHIR interface must be told at start: plain values, all decided by `main`."""

from dataclasses import dataclass

from innsyn.fhir.profiles import NONE_REQUIRED, Requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSettings:
    """Plain values.

    base: the FHIR address the world uses (`https://innsyn.example/fhir`). token_url: where tokens come from. version, released: of the
    software, for /metadata. cors_origins: origins whose pages may call; `*` for any. max_body_bytes: of one resource; max_bundle_bytes:
    of a batch or transaction; both unpacked. max_entries: of a bundle. most_at_once: requests of one client under way in one process.
    requirements: profiles that types must keep, for $validate."""

    base: str
    token_url: str = ""
    version: str = "0.1.0"
    released: str = "2026-11-22"
    cors_origins: tuple[str, ...] = ()
    max_body_bytes: int = 20_000_000
    max_bundle_bytes: int = 100_000_000
    max_entries: int = 20_000
    most_at_once: int = 256
    requirements: Requirements = NONE_REQUIRED
