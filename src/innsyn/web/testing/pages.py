"""A fetched page, checked: what must hold for every page of ours holds, or the test that fetched it fails and says what to mend."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import httpx
from lxml import html

_VOID_OF_NAME = ("hidden", "submit", "button", "image", "reset")


class PageDefect(AssertionError):
    """A page that breaks a rule every page keeps."""


@dataclass(frozen=True)
class FetchedPage:
    """One answer. tree: the parsed page."""

    answer: httpx.Response
    tree: Any

    @property
    def status(self) -> int:
        """Say the HTTP status."""
        return self.answer.status_code

    @property
    def text(self) -> str:
        """Say everything a reader can read, blanks folded."""
        return " ".join(self.tree.text_content().split())

    @property
    def main(self) -> str:
        """Say what a reader can read between header and footer, blanks folded."""
        return " ".join(" ".join(part.text_content().split()) for part in self.tree.xpath("//main"))

    @property
    def heading(self) -> str:
        """Say the page's one heading."""
        return " ".join(self.tree.xpath("//h1")[0].text_content().split())

    @property
    def links(self) -> dict[str, str]:
        """Say every link: words to address."""
        return {" ".join(link.text_content().split()): link.get("href") for link in self.tree.xpath("//a[@href]")}

    def form(self, action: str) -> dict[str, str]:
        """Say the fields and values of the form that posts to `action`. Raises KeyError when there is none."""
        for form in self.tree.xpath("//form"):
            if form.get("action") == action:
                return {name: value or "" for name, value in form.fields.items() if name}
        raise KeyError(action)


def checked(answer: httpx.Response) -> FetchedPage:
    """Check a page and say it. Raises PageDefect naming the first rule it breaks and how to mend it."""
    page = FetchedPage(answer, html.document_fromstring(answer.text))
    if answer.headers.get("content-security-policy", "").startswith("sandbox"):
        return page
    for defect in _defects(page):
        raise PageDefect(f"{answer.request.method} {answer.request.url.path}: {defect}")
    return page


def _defects(page: FetchedPage) -> Iterator[str]:
    tree = page.tree
    yield from _frame_defects(page)
    doubled = [name for name, count in Counter(tree.xpath("//@id")).items() if count > 1]
    if doubled:
        yield f"ids stand twice: {doubled}"
    if (
        tree.xpath("//@style")
        or tree.xpath("//style")
        or tree.xpath("//script[not(@src)]")
        or tree.xpath("//@*[starts-with(name(), 'on')]")
    ):
        yield "style and script stand in files: the content policy forbids them in the page"
    if "⟦" in page.text:
        yield "a text is missing: look for ⟦ in the page"
    yield from _field_defects(tree)
    yield from _form_defects(tree)
    for image in tree.xpath("//img[not(@alt)]"):
        yield f"a picture has no alt: {image.get('src')}"
    for link in tree.xpath("//a[@href] | //button"):
        if not _name_of(link):
            yield f"a link or button has no words: {link.get('href') or link.get('class')}"
    for reference in tree.xpath("//@aria-describedby | //@aria-labelledby | //label/@for"):
        missing = [name for name in reference.split() if not tree.xpath("//*[@id=$name]", name=name)]
        if missing:
            yield f"points at ids that are not there: {missing}"


def _frame_defects(page: FetchedPage) -> Iterator[str]:
    tree = page.tree
    if tree.get("lang") not in ("nb", "nn", "en", "se"):
        yield "html has no lang of ours"
    if not "".join(tree.xpath("//title/text()")).strip(" –"):
        yield "there is no title"
    if len(tree.xpath("//h1")) != 1:
        yield f"a page has one h1, this has {len(tree.xpath('//h1'))}"
    if len(tree.xpath("//main")) != 1:
        yield "a page has one main"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"headings jump from h{before} to h{after}"


def _field_defects(tree: Any) -> Iterator[str]:
    for field in tree.xpath("//input | //select | //textarea"):
        if field.get("type") in _VOID_OF_NAME:
            continue
        labelled = tree.xpath("//label[@for=$name]", name=field.get("id") or "-") or field.xpath("ancestor::label")
        if not labelled and not field.get("aria-label") and not field.get("aria-labelledby"):
            yield f"a field has no label: {field.get('name')}"


def _form_defects(tree: Any) -> Iterator[str]:
    for form in tree.xpath("//form"):
        if not form.get("action", "").startswith("/"):
            yield "a form says its action, a local path"
        is_logged_in = bool(tree.xpath("//dialog[@id='session-warning']"))
        tokens = form.xpath(".//input[@name='form_token']/@value")
        if form.get("method", "get").lower() == "post" and (not tokens or is_logged_in > bool(tokens[0])):
            yield f"a form that posts carries the token: use components/forms.html ({form.get('action')})"


def _name_of(element: Any) -> str:
    pictures = "".join(element.xpath(".//img/@alt"))
    return (element.text_content().strip() or element.get("aria-label") or pictures or "").strip()
