"""Builds the application: features and doors in, an ASGI application out. `main/app.py` calls this and nothing else here."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from litestar import Litestar
from litestar.types import ControllerRouterHandler

from innsyn.kernel.clock import Clock
from innsyn.web import gallery
from innsyn.web.arrivals import Doors
from innsyn.web.feature import Feature
from innsyn.web.health import health_routes
from innsyn.web.login.routes import login_routes
from innsyn.web.ports import Ports
from innsyn.web.security.headers import page_headers
from innsyn.web.service_worker import service_worker_route
from innsyn.web.serving.assets import Assets
from innsyn.web.serving.dispatch import endpoint
from innsyn.web.serving.drawing import Drawer
from innsyn.web.serving.errors import exception_handlers
from innsyn.web.serving.house import House
from innsyn.web.serving.observe import Asgi, Done, observed
from innsyn.web.sessions.envelope import RandomBytes
from innsyn.web.sessions.store import Sessions
from innsyn.web.settings import WebSettings
from innsyn.web.startup import routes_of
from innsyn.web.texts import Texts

if TYPE_CHECKING:
    from innsyn.gate.gate import Gate

WEB = Path(__file__).parent
BUILT = WEB / "static" / "built"


async def _always() -> bool:
    return True


def build_app(
    features: Sequence[Feature],
    *,
    gate: "Gate",
    doors: Doors,
    sessions: Sessions,
    ports: Ports,
    settings: WebSettings,
    clock: Clock,
    random_bytes: RandomBytes,
    text_folders: Sequence[Path] = (),
    more_routes: Sequence[ControllerRouterHandler] = (),
    unavailable: tuple[type[Exception], ...] = (),
    is_ready: Callable[[], Awaitable[bool]] = _always,
    on_done: Done | None = None,
    lifespan: Sequence[Any] = (),
) -> Asgi:
    """Build the application.

    features: every slice. ports: what pages ask beside the gate. text_folders: more texts than the slices' own (the gate's reasons).
    more_routes: of edges and simulators, which draw their own errors. unavailable: exceptions that mean that the record is away.
    is_ready: asked by /health/ready. on_done: told each request's route and statements.
    Raises FeatureProblem, TextProblem or AssetProblem when something is missing."""
    features = (*features, gallery.FEATURE) if settings.is_sandbox else features
    texts = Texts.load([WEB / "texts", *(feature.folder / "texts" for feature in features), *text_folders])
    assets = Assets.read(BUILT)
    house = House(
        features=tuple(features),
        gate=gate,
        doors=doors,
        sessions=sessions,
        ports=ports,
        settings=settings,
        clock=clock,
        random_bytes=random_bytes,
        texts=texts,
        drawer=Drawer(features, assets, is_sandbox=settings.is_sandbox),
        unavailable=unavailable,
        log=structlog.get_logger("innsyn.web"),
    )
    app = Litestar(
        [*_pages(house, assets), *health_routes(is_ready), *more_routes],
        exception_handlers=exception_handlers(house),
        request_max_body_size=settings.max_body_bytes,
        logging_config=None,
        openapi_config=None,
        lifespan=list(lifespan),
    )
    return observed(app, headers=_headers(settings), random_bytes=random_bytes, log=house.log, on_done=on_done)


def _pages(house: House, assets: Assets) -> list[Any]:
    """Say every route of ours that shows a page, and what pages are made of."""
    pages = [endpoint(house, route) for route in routes_of(house.features, house.texts)]
    return [*pages, *login_routes(house), assets.route(), service_worker_route(WEB / "worker")]


def _headers(settings: WebSettings) -> dict[str, str]:
    return page_headers(is_https=settings.is_https, form_targets=settings.form_targets)
