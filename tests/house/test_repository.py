"""What the repository holds besides code: texts in every language, documented settings, reasoned dependencies, no one's address."""

import re
import tomllib

import pytest
from babel.messages.pofile import read_po

from innsyn.main.settings import PREFIX, VARIABLES

LANGUAGES = ("nb", "nn", "en", "se")
REGISTRIES = tuple(
    "".join(parts) for parts in [("pypi", ".org"), ("python", "hosted.org"), ("npm", "js.org"), ("npm", "js.com"), ("npm", "mirror.com")]
)
OF_THE_WORKPLACE = tuple("".join(parts) for parts in [("/wo", "rk/main"), ("/wo", "rk/shared"), ("/ro", "ot/.")])


def mentions(texts: dict[str, str], words: tuple[str, ...]) -> list[str]:
    return [f"{name}: {word}" for name, text in texts.items() for word in words if word in text]


def test_no_package_registry_is_named(written_texts):
    assert not mentions(written_texts, REGISTRIES), "packages come from whatever index the machine is set to use"


def test_no_path_of_the_machine_it_was_written_on_is_named(written_texts):
    assert not mentions(written_texts, OF_THE_WORKPLACE)


def test_a_named_registry_is_found():
    assert mentions({"lock.txt": f"--index https://{REGISTRIES[0]}/simple"}, REGISTRIES)


def text_folders(checkout):
    return sorted(path for path in (checkout / "src").rglob("texts") if path.is_dir())


def keys(path):
    if not path.exists():
        return None
    with path.open("rb") as file:
        return {message.id for message in read_po(file) if message.id and message.string}


def missing_texts(folder) -> dict[str, list[str]]:
    found = {language: keys(folder / f"{language}.po") or set() for language in LANGUAGES}
    every = set().union(*found.values())
    return {language: sorted(every - there) for language, there in found.items() if every - there}


def test_every_text_exists_in_every_language(checkout):
    missing = {str(folder.relative_to(checkout)): lacking for folder in text_folders(checkout) if (lacking := missing_texts(folder))}
    assert not missing, f"write them; an unsure Northern Sámi text is marked `#, fuzzy`: {missing}"


def test_text_missing_in_one_language_is_found(tmp_path):
    for language in LANGUAGES:
        (tmp_path / f"{language}.po").write_text('msgid "a.b"\nmsgstr "Tekst"\n' if language != "se" else 'msgid "a.b"\nmsgstr ""\n')
    assert missing_texts(tmp_path) == {"se": ["a.b"]}


def test_every_setting_is_documented_and_every_documented_one_exists(checkout):
    documented = set(re.findall(rf"`({PREFIX}[A-Z0-9_]+)`", (checkout / "docs" / "run" / "settings.md").read_text("utf-8")))
    assert documented == {PREFIX + row.name for row in VARIABLES}


def test_every_dependency_has_its_reason_beside_it(checkout):
    lines = (checkout / "pyproject.toml").read_text("utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))
    listed = [*project["project"]["dependencies"], *(name for group in project["dependency-groups"].values() for name in group)]
    silent = [name for name in listed if not any(re.match(rf'\s*"{re.escape(name)}",\s+#\s\S', line) for line in lines)]
    assert not silent, f"say why in a comment beside it: {silent}"


@pytest.mark.parametrize("name", ["LICENSE", "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_newcomer_finds_the_files_every_project_has(checkout, name):
    assert (checkout / name).stat().st_size > 500
