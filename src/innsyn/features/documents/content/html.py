"""Makes a sender's HTML harmless: an allow-list of what carries meaning, and nothing that acts, fetches or covers the page."""

import re

import nh3

MAX_CHARACTERS = 2_000_000

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "abbr": {"title"},
    "col": {"span"},
    "*": {"lang", "dir"},
}
_EMPTIED = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "select", "xmp"}
_SAFE_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+\Z")
_SPAN = re.compile(r"[1-9][0-9]?\Z")
_SHIFTED_HEADING = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_HEADING = re.compile(r"<(/?)(h[1-5])>")


def cleaned(html: str) -> str | None:
    """Keep the words, tables, lists and pictures of some HTML, and drop all else.

    Addresses survive only as https, pictures only as embedded PNG, JPEG or GIF: showing a document tells nobody that it was shown.
    Headings are moved down so that they stand under the page's own. Returns the markup, or None when it is too much to read."""
    if len(html) > MAX_CHARACTERS:
        return None
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_EMPTIED,
        attribute_filter=_attribute,
        url_schemes={"https", "data"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return _HEADING.sub(lambda found: f"<{found[1]}{_SHIFTED_HEADING[found[2]]}>", safe)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if value.lower().startswith("https://") else None
    if name == "src":
        return value if tag == "img" and _SAFE_PICTURE.match(value) else None
    if name in ("colspan", "rowspan", "span", "start"):
        return value if _SPAN.match(value) else None
    return value
