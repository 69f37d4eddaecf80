"""The script that runs beside the pages. It lies at the site's root, since a browser lets it serve only what lies below it.

Source: W3C Service Workers, § 3.4.3 (scope), Push API.
"""

from pathlib import Path

from litestar import Response
from litestar.handlers import HTTPRouteHandler

ADDRESS = "/service-worker.js"


def service_worker_route(folder: Path) -> HTTPRouteHandler:
    """Make the route that sends `service-worker.js` of a folder, read once. Browsers look for a new one each time they need it."""
    content = (folder / "service-worker.js").read_bytes()

    async def send() -> Response[bytes]:
        return Response(content, media_type="text/javascript", headers={"cache-control": "no-cache"})

    return HTTPRouteHandler(ADDRESS, http_method=["GET", "HEAD"], opt={"need": "static"}, status_code=200)(send)
