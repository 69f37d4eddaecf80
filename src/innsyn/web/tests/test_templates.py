"""Templates are compiled once in a process, and never drawn from what stood in them before or in another slice's."""

import os
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from innsyn.web.serving.templates import template_environment


@pytest.fixture
def slice_in(tmp_path):
    """Give a way to make a slice with one template."""

    def made(name, words):
        folder = tmp_path / name
        (folder / "templates").mkdir(parents=True, exist_ok=True)
        (folder / "templates" / "page.html").write_text(words)
        return SimpleNamespace(name=name, folder=folder)

    return made


def drawn(feature, **context):
    environment = template_environment([feature], globals_={}, is_sandbox=False)
    return environment.get_template(f"{feature.name}/page.html").render(context)


def test_a_second_application_compiles_nothing_anew(slice_in, monkeypatch):
    feature = slice_in("one", "Hei {{ name }}")
    assert drawn(feature, name="Kari") == "Hei Kari"
    monkeypatch.delattr(Environment, "_generate")
    assert drawn(feature, name="<Per>") == "Hei &lt;Per&gt;"


def test_a_template_that_changed_is_drawn_as_it_stands_now(slice_in):
    assert drawn(slice_in("one", "før")) == "før"
    assert drawn(slice_in("one", "nå!")) == "nå!"


def test_two_slices_templates_of_one_name_are_each_their_own(slice_in):
    assert (drawn(slice_in("one", "en")), drawn(slice_in("other", "annen"))) == ("en", "annen")


def test_a_running_sandbox_reads_a_changed_template_again(slice_in):
    feature = slice_in("one", "før")
    environment = template_environment([feature], globals_={}, is_sandbox=True)
    assert environment.get_template("one/page.html").render() == "før"
    os.utime(feature.folder / "templates" / "page.html", (0, 0))
    slice_in("one", "nå!")
    assert environment.get_template("one/page.html").render() == "nå!"
