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
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_HEADING = re.compile(r"<(/?)h([1-6])([^>]*)>")


def cleaned(html: str, *, under: int = 1) -> str | None:
    """Keep the words, tables, lists and pictures of some HTML, and drop all else.

    Addresses survive only as https, pictures only as embedded PNG, JPEG or GIF: showing a document tells nobody that it was shown.
    under: level of the heading it stands under; its own follow below that, without gaps. Returns the markup, or None when it is too
    much to read."""
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
    return _with_levels(_IMAGE.sub(_described, safe), under)


def _described(image: re.Match[str]) -> str:
    """Drop an image without a picture; one without words is said to be decoration, so that it is not read aloud as its address.

    The cleaning has escaped every angle bracket and quote inside attributes, so only real tags look like this."""
    attributes = image[1]
    if ' src="' not in attributes:
        return ""
    return image[0] if ' alt="' in attributes else f'<img{attributes} alt="">'


def _with_levels(html: str, under: int) -> str:
    """Give headings the level their place in the outline has: a page read aloud must not jump from level one to three."""
    open_levels: list[int] = []

    def levelled(found: re.Match[str]) -> str:
        if not found[1]:
            level = int(found[2])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"<{found[1]}h{min(under + max(len(open_levels), 1), 6)}{found[3]}>"

    return _HEADING.sub(levelled, html)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if value.lower().startswith("https://") else None
    if name == "src":
        return value if tag == "img" and _SAFE_PICTURE.match(value) else None
    if name in ("colspan", "rowspan", "span", "start"):
        return value if _SPAN.match(value) else None
    return value
