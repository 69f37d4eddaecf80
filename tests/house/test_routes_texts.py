"""Every text a reader meets exists in every language, with the same places in it, and every key that is asked for is there."""

import ast
import re
from pathlib import Path

import pytest

from innsyn.main.app import FEATURES
from innsyn.web import gallery
from innsyn.web.app import WEB
from innsyn.web.texts import LOCALES, Texts

SOURCE = WEB.parent
FOLDERS = [WEB / "texts", *(feature.folder / "texts" for feature in (*FEATURES, gallery.FEATURE)), *sorted(SOURCE.glob("gate/texts"))]
PLACE = re.compile(r"\{(\w+)(\|)?")
IN_TEMPLATE = re.compile(r"""\bt\(\s*"([a-z][\w.]+\.[\w.]*\w)"\s*[,)]""")


@pytest.fixture(scope="module")
def texts():
    return Texts.load([folder for folder in FOLDERS if (folder / "nb.po").exists()])


def templates():
    folders = [WEB / "templates", WEB / "gallery" / "templates", *(feature.folder / "templates" for feature in FEATURES)]
    return [path for folder in folders for path in sorted(folder.rglob("*.html"))]


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "nb"])
def test_a_text_has_the_same_places_in_every_language(texts, locale):
    different = [
        key
        for key in sorted(texts.keys())
        if set(PLACE.findall(texts.forms("nb", key)[-1])) != set(PLACE.findall(texts.forms(locale, key)[-1]))
    ]
    assert not different, f"give these in {locale}.po the same places in braces as in nb.po: {different}"


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "nb"])
def test_no_language_is_a_copy_of_bokmål(texts, locale):
    long = [key for key in texts.keys() if len(texts.forms("nb", key)[-1]) > 60]  # noqa: SIM118 - `keys` is ours, a set
    copied = [key for key in long if texts.forms("nb", key) == texts.forms(locale, key)]
    assert len(copied) <= len(long) // 50, f"translate these in {locale}.po: {sorted(copied)}"


def test_every_key_a_template_asks_for_is_there(texts):
    known = texts.keys()
    missing = {
        f"{path.relative_to(SOURCE)}: {key}"
        for path in templates()
        for key in IN_TEMPLATE.findall(path.read_text("utf-8"))
        if key not in known
    }
    assert not missing, f"write these in texts/*.po: {sorted(missing)}"


def test_no_sentence_stands_in_a_template():
    found = {f"{path.relative_to(SOURCE)}: {words}" for path in templates() for words in sentences(path.read_text("utf-8"))}
    assert not found, f"move these to texts/*.po: {sorted(found)}"


def sentences(template):
    """Words in a row outside tags and Jinja: two or more with letters are a sentence somebody reads."""
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<code>.*?</code>", " \0 ", template, flags=re.DOTALL)
    between = re.sub(r"<[^>]*>", "\0", bare)
    return [" ".join(part.split()) for part in between.split("\0") if len(re.findall(r"[^\W\d_]{2,}", part)) >= 2 and '="' not in part]


def test_a_sentence_is_told_from_markup():
    assert sentences("<p>Du har {{ n }} brev</p>") == ["Du har"]
    assert not sentences('<p class="a b">{{ t("x.y") }} – {% if a %}mg{% endif %}</p>{# why it is so #}')


def test_no_sentence_for_a_reader_stands_in_python():
    folders = [WEB, *(feature.folder for feature in FEATURES)]
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        if not {"tests", "testing", "samples.py"} & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[æøåÆØÅ]\w* \w", node.value)
    ]
    assert not found, f"texts live in the slice's texts/*.po: {found}"


def test_every_slice_says_in_a_readme_what_it_is_for():
    missing = [feature.name for feature in FEATURES if not Path(feature.folder / "README.md").exists()]
    assert not missing, f"a slice has a README.md: {missing}"
