"""The look keeps what docs/look.md promises: contrasts, little script, no class without a style, no picture missing."""

import json
import re

import pytest

from innsyn.web.app import BUILT, WEB
from innsyn.web.serving.assets import AssetProblem, Assets

MOST_SCRIPT_BYTES = 100_000
GROUNDS = ("background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover")
FAMILIES = ("accent", "neutral", "brand1", "info", "success", "warning", "danger")


def palettes():
    """Colours by where they hold: citizen and desk, light and dark; the desk's are laid over the citizen's."""
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", (WEB / "assets" / "palette.css").read_text("utf-8"))
    light, desk, dark, desk_dark = (dict(re.findall(r"--ds-color-([\w-]+): (#[0-9a-f]{6})", body)) for _, body in blocks)
    return {"light": light, "desk": light | desk, "dark": dark, "desk in the dark": dark | desk_dark}


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", list(palettes()))
def test_words_are_readable_on_every_ground(name, family):
    palette = palettes()[name]
    for ground in (*(f"neutral-{each}" for each in GROUNDS), *(f"{family}-{each}" for each in GROUNDS)):
        assert contrast(palette[f"{family}-text-default"], palette[ground]) >= 7, ground
        assert contrast(palette[f"{family}-text-subtle"], palette[ground]) >= 4.5, ground
        assert contrast(palette[f"{family}-border-default"], palette[ground]) >= 3, ground


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", list(palettes()))
def test_words_on_buttons_are_readable(name, family):
    palette = palettes()[name]
    for ground in ("base-default", "base-hover", "base-active"):
        assert contrast(palette[f"{family}-base-contrast-default"], palette[f"{family}-{ground}"]) >= 4.5


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5


def test_the_desk_is_not_mistaken_for_the_citizens_pages():
    found = palettes()
    assert contrast(found["light"]["accent-base-default"], found["desk"]["accent-base-default"]) < 2, "as dark as each other"
    red, green, blue = (int(found["desk"]["accent-base-default"][place : place + 2], 16) for place in (1, 3, 5))
    assert green > blue > red, "pine, where the citizen has blueberry"


def test_all_script_of_a_page_is_small():
    scripts = {path.name: path.stat().st_size for path in BUILT.glob("*.js")}
    assert 0 < sum(scripts.values()) <= MOST_SCRIPT_BYTES, scripts


def test_every_class_in_a_template_has_a_style():
    styles = "".join(path.read_text("utf-8") for path in BUILT.glob("*.css"))
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", styles))
    templates = [*(WEB / "templates").rglob("*.html"), *(WEB.parent / "features").rglob("templates/*.html")]
    missing = {}
    for path in templates:
        written = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"))
        classes = {word for value in re.findall(r'class="([^"]*)"', written) for word in value.split()}
        if classes - known:
            missing[path.name] = classes - known
    assert not missing, f"give them a style in web/assets, or use a piece that has one: {missing}"


def test_the_letters_of_every_language_are_in_the_font():
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (WEB / "assets" / "fonts.css").read_text("utf-8"))
    covered = [(int(first, 16), int(last or first, 16)) for first, last in ranges]
    assert not [letter for letter in "æøåÆØÅáčđŋšŧžÁČĐŊŠŦŽ–«»" if not any(first <= ord(letter) <= last for first, last in covered)]


def test_a_front_end_that_is_not_built_stops_the_program(tmp_path):
    with pytest.raises(AssetProblem, match="not built"):
        Assets.read(tmp_path)


def test_a_picture_the_build_lacks_is_said(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"a.css": "a-1.css"}))
    (tmp_path / "a-1.css").write_text("a{}")
    assets = Assets.read(tmp_path)
    assert assets.address("a.css") == "/static/a-1.css"
    with pytest.raises(AssetProblem, match=r"b\.css"):
        assets.address("b.css")
