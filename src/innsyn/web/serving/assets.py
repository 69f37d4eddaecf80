"""The built styles, scripts, fonts and pictures: read once at start, sent with names that change when they do."""

import gzip
import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

_TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_WORTH_SQUEEZING = {".js", ".css", ".svg", ".json", ".webmanifest"}
_FOREVER = {
    "cache-control": "public, max-age=31536000, immutable",
    "vary": "accept-encoding",
    "cross-origin-resource-policy": "cross-origin",  # a framed document has no origin of its own, and still needs its style
}


class AssetProblem(Exception):
    """The front end is not built, or the build lacks a file: the program does not start."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file. squeezed: the same bytes under gzip, empty when that gains nothing."""

    content: bytes
    media_type: str
    squeezed: bytes = b""


class Assets:
    """Built files by their hashed names, and the way from a plain name to the hashed one."""

    def __init__(self, manifest: dict[str, str], files: dict[str, Asset]) -> None:
        """Keep `manifest` (plain name to hashed name) and `files` (hashed name to bytes)."""
        self._manifest = manifest
        self.files = files

    @classmethod
    def read(cls, folder: Path) -> "Assets":
        """Read a folder made by the build. Raises AssetProblem when it is not there."""
        manifest_file = folder / "manifest.json"
        if not manifest_file.exists():
            raise AssetProblem("the front end is not built: run ./innsyn build")
        manifest = json.loads(manifest_file.read_text("utf-8"))
        return cls(manifest, {path.name: _asset(path) for path in folder.iterdir() if path.name != manifest_file.name})

    def address(self, name: str) -> str:
        """Say the address of `name` (`app.css`). Raises AssetProblem when the build has no such file."""
        if name not in self._manifest:
            raise AssetProblem(f"the build has no {name}")
        return f"/static/{self._manifest[name]}"

    def route(self) -> HTTPRouteHandler:
        """Make the route that sends them."""

        async def send(request: Request[Any, Any, Any]) -> Response[bytes]:
            asset = self.files.get(request.path_params["name"])
            if asset is None:
                raise NotFoundException
            if asset.squeezed and "gzip" in request.headers.get("accept-encoding", ""):
                return Response(asset.squeezed, media_type=asset.media_type, headers={**_FOREVER, "content-encoding": "gzip"})
            return Response(asset.content, media_type=asset.media_type, headers=_FOREVER)

        return HTTPRouteHandler("/static/{name:str}", http_method=["GET", "HEAD"], opt={"need": "static"})(send)


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    squeezed = gzip.compress(content, mtime=0) if path.suffix in _WORTH_SQUEEZING else b""
    return Asset(content, media_type, squeezed)
