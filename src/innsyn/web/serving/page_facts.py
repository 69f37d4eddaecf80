"""What the shell around every page knows: title, door, who is logged in, menus, the form token, how long the session lasts."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from innsyn.kernel.clock import Instant
from innsyn.web.serving.given_back import NOTHING, GivenBack

if TYPE_CHECKING:
    from innsyn.gate.acting import Acting

Door = Literal["open", "citizen", "desk", "plain"]

_NO_BANNER = Markup("")


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of a menu. is_current: the page is this one; is_within: the page lies below it."""

    text: str
    to: str
    is_current: bool
    is_within: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """What templates see as `page`.

    title: text key. door: which shell is drawn; `plain` has no menu and no login button (errors, login).
    name, workplace: of who is logged in. form_token: for every form. notice: text key of a sentence shown once.
    lasts_s: seconds until the session ends if nothing is asked; None when nobody is logged in.
    banner: whose record this is, ready drawn. reference: the request's reference number.
    acting: for whom a citizen acts, None for herself. visit: id of the visit a citizen's page is in, for its forms; empty elsewhere.
    given_back: what the reader has just posted of her own words, for a page that turns her away (`shell/given_back.html`)."""

    title: str
    path: str
    now: Instant
    door: Door = "plain"
    name: str = ""
    workplace: str = ""
    menu: tuple[MenuLine, ...] = ()
    form_token: str = field(default="", repr=False)
    notice: str = ""
    lasts_s: int | None = None
    warning_s: int = 120
    banner: Markup = _NO_BANNER
    home: str = "/"
    reference: str = ""
    is_sandbox: bool = False
    languages: tuple[str, ...] = ()
    acting: "Acting | None" = None
    visit: str = ""
    given_back: GivenBack = NOTHING

    def reaches(self, area: str) -> bool:
        """Say whether a part of the record is open to the reader, as far as whom she acts for decides it."""
        return self.acting is None or self.acting.areas is None or area in self.acting.areas

    @property
    def given_name(self) -> str:
        """Say what the person acted for is called in a sentence: her first name."""
        return next(iter(self.acting.name.split()), "") if self.acting else ""
