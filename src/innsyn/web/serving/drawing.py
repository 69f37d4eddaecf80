"""Drawing a view: the template with its context, in one reader's language.

`t`, `language`, `page` and `asset` are at hand in every template and in every imported macro; they follow the drawing that is going on.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from innsyn.web.answers import View
from innsyn.web.feature import Feature
from innsyn.web.language import Language
from innsyn.web.serving.assets import Assets
from innsyn.web.serving.page_facts import PageFacts
from innsyn.web.serving.templates import template_environment


@dataclass(frozen=True, slots=True)
class _Drawing:
    language: Language
    page: PageFacts


_current: ContextVar[_Drawing] = ContextVar("innsyn_drawing")


class _Follower:
    """Stands for a part of the drawing that is going on."""

    def __init__(self, part: str) -> None:
        self._part = part

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(_current.get(), self._part), name)


OF_ANOTHER = ".of_another"
"""Ending of the key of a text as it reads for whoever acts for another; `{person}` and `{persons}` are at hand in it."""


def _text(key: str, n: int | None = None, /, **values: Any) -> Markup:
    """Say a sentence; in another's record the one written for that, where there is one."""
    drawing = _current.get()
    if drawing.page.acting is not None and drawing.language.has(key + OF_ANOTHER):
        name = drawing.page.given_name or str(drawing.language.t("web.acting.somebody"))
        return drawing.language.t(key + OF_ANOTHER, n, **{"person": name, "persons": drawing.language.of(name), **values})
    return drawing.language.t(key, n, **values)


class Drawer:
    """Draws views to HTML."""

    def __init__(self, features: Sequence[Feature], assets: Assets, *, is_sandbox: bool) -> None:
        """Find the templates of `features` and of the web layer itself."""
        globals_ = {"t": _text, "language": _Follower("language"), "page": _Follower("page"), "asset": assets.address}
        self.environment: Environment = template_environment(features, globals_=globals_, is_sandbox=is_sandbox)

    def draw(self, view: View, *, language: Language, page: PageFacts) -> Markup:
        """Draw `view` for a reader of `language`, inside the shell that `page` describes if its template extends one."""
        token = _current.set(_Drawing(language, page))
        try:
            return Markup(self.environment.get_template(view.template).render(view.context))  # noqa: S704 - the template escapes
        finally:
            _current.reset(token)
