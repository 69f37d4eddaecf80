"""Journeys: a real browser against the demo, started as a newcomer would start it. The cast recurs; pictures are kept on request."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from innsyn.kernel.clock import system_clock
from innsyn.main.serving import free_port
from innsyn.main.setup.browser import browser_path
from innsyn.main.setup.places import Places
from innsyn.main.world import known_world
from innsyn.sandbox.stories.cast import cast

CHECKOUT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
AT_400_PER_CENT = {"width": 320, "height": 256}
"""What is left of a 1280 by 1024 screen at 400 % zoom (WCAG 1.4.10)."""
READY_WITHIN_S = 240
SOON_MS, LOOK_MS = 120_000, 500
LONGEST_MS = 60_000
"""How long a page or a click may take: only there so that what hangs ends."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
AT_EITHER_SIZE = ("/desk", "/messages", "/appointments", "/calendar", "/contacts", "/referrals")
"""Where a clinic and a patient meet: what is looked at on a phone is looked at on a desktop too, and the other way round."""
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
STICKS_OUT = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_addresses = count()


@dataclass(frozen=True)
class Demo:
    """A running demo. address: where it answers. numbers: person numbers of everybody, by key; of the cast where a worker has the same."""

    address: str
    data: Path
    numbers: dict[str, str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Demo]:
    """The demo, settled anew, stopped as Ctrl-C stops it."""
    if given := os.environ.get("INNSYN_JOURNEY_DEMO"):
        address, _, folder = given.partition(" ")
        yield Demo(address, Path(folder), _numbers(Path(folder)))
        return
    folder = tmp_path_factory.mktemp("demo")
    port = free_port(None, 8600 + 20 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))
    words = [sys.executable, "-m", "innsyn.main.commands", "demo", "--no-browser", "--port", str(port), "--data", str(folder / "data")]
    told = {**os.environ, "INNSYN_PROXIES": "1"}
    with (
        (folder / "demo.log").open("w") as log,
        subprocess.Popen(words, env=told, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            yield Demo(_ready(process, folder / "demo.log"), folder / "data", _numbers(folder / "data"))
        finally:
            process.terminate()
            assert process.wait(timeout=60) == 0


def _ready(process: "subprocess.Popen[str]", log: Path) -> str:
    deadline = time.monotonic() + READY_WITHIN_S
    assert process.stdout is not None
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        if said := re.fullmatch(r"ready (http://\S+)\n", line):
            return said[1]
        assert line or process.poll() is None, log.read_text()[-3000:]
    raise AssertionError("the demo was not ready in time")


def _numbers(folder: Path) -> dict[str, str]:
    world = known_world(folder, system_clock())
    return {person.key: person.number for person in (*world.people.values(), *world.personnel.values())} | {
        member.key: member.number for member in cast(world)
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a file of journeys, ended with it: beside the event loop that Playwright keeps running no other test can run one."""
    path = browser_path(Places(CHECKOUT))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Traveller:
    """Somebody at a screen, at an address of her own: goes to pages, is checked for accessibility, and keeps pictures when asked to."""

    def __init__(self, browser: Browser, demo: Demo, size: dict[str, int], *, has_script: bool = True) -> None:
        self.demo, self.size = demo, size
        self.context = browser.new_context(
            viewport=size, locale="nb-NO", java_script_enabled=has_script, timezone_id="Europe/Oslo", reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"192.0.2.{next(_addresses) % 250 + 1}"},
        )  # fmt: skip
        """Nothing moves, so that what is looked at is at rest: a half opened part hides the fields in it."""
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(LONGEST_MS)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def logs_in(self, key: str) -> "Traveller":
        """Log in by the short key, as scripts do."""
        self.goes_to(f"/login?login_hint={key}")
        return self

    def goes_to(self, path: str, status: int = 200) -> "Traveller":
        """Open an address of ours."""
        answer = self.page.goto(self.demo.address + path)
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"
        return self

    def follows(self, text: str) -> "Traveller":
        """Follow the link that says `text`."""
        return self.clicks(self.page.get_by_role("link", name=text))

    def presses(self, text: str) -> "Traveller":
        """Press the button that says `text`, and get the page it leads to."""
        return self.clicks(self.page.get_by_role("button", name=text, exact=True))

    def clicks(self, leading_on: Locator) -> "Traveller":
        """Click the first of what leads to another page, and wait until that page is whole: the one before is never looked at again."""
        with self.page.expect_navigation():
            leading_on.first.click()
        return self

    def sees(self, text: str) -> "Traveller":
        """Expect `text` on the page."""
        assert text in self.page.inner_text("body"), f"{text!r} is not on {self.page.url}"
        return self

    def sees_soon(self, text: str) -> "Traveller":
        """Look at the page again and again until `text` is on it: for what the server does in its own time."""
        for _ in range(0, SOON_MS, LOOK_MS):
            if text in self.page.inner_text("body"):
                break
            self.page.wait_for_timeout(LOOK_MS)
            self.page.reload()
        return self.sees(text)

    def waits_until(self, is_so: Callable[[], object]) -> "Traveller":
        """Ask again and again until something is so that no page shows: for what happens in its own time."""
        for _ in range(0, SOON_MS, LOOK_MS):
            if is_so():
                return self
            self.page.wait_for_timeout(LOOK_MS)
        raise AssertionError("it did not happen in time")

    def does_not_see(self, text: str) -> "Traveller":
        """Expect `text` nowhere on the page."""
        assert text not in self.page.inner_text("body")
        return self

    def finds_it_accessible(self) -> "Traveller":
        """Run axe for WCAG 2.2 AA: no finding, and nothing wider than the screen; where patient and clinic meet on both kinds of screen."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        self._is_accessible()
        other = PHONE if self.size == DESKTOP else DESKTOP if self.size == PHONE else None
        if other and urlsplit(self.page.url).path.startswith(AT_EITHER_SIZE):
            self.page.set_viewport_size(other)
            self._is_accessible()
            self.page.set_viewport_size(self.size)
        return self

    def _is_accessible(self) -> None:
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES
        )  # fmt: skip
        faults = [f"{fault['id']}: {[node['html'][:160] for node in fault['nodes']][:3]}" for fault in found["violations"]]
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} is {width} px wider than the screen: {str(self.page.evaluate(STICKS_OUT))[:400]}"

    def keeps_picture(self, name: str) -> "Traveller":
        """Keep the page as docs/pictures/<name>.png when INNSYN_PICTURES is set."""
        if os.environ.get("INNSYN_PICTURES"):
            folder = CHECKOUT / "docs" / "pictures"
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png")
        return self

    def leaves(self) -> None:
        """Close the browser window; nothing may have complained in its console meanwhile."""
        self.context.close()
        assert not self.complaints, self.complaints


@pytest.fixture
def travellers(browser, demo) -> Iterator["list[Traveller]"]:
    """Whoever a journey needs; all leave at its end."""
    met: list[Traveller] = []
    yield met
    for traveller in met:
        traveller.leaves()


def _somebody_at(size):
    @pytest.fixture
    def at(browser, demo, travellers):
        """Give a way to be somebody at a screen of this size."""

        def somebody(key: str | None = None, *, has_script: bool = True) -> Traveller:
            travellers.append(Traveller(browser, demo, size, has_script=has_script))
            return travellers[-1].logs_in(key) if key else travellers[-1]

        return somebody

    return at


on_phone = _somebody_at(PHONE)
at_desk = _somebody_at(DESKTOP)
at_400_per_cent = _somebody_at(AT_400_PER_CENT)
