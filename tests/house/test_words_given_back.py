"""Whatever somebody can write at length is given back where she is turned away: each action says which of its fields hold her words."""

import importlib
import inspect
import pkgutil
import re

import pytest
from wtforms import StringField, TextAreaField

from innsyn.gate.acting import Acting
from innsyn.kernel.outcome import Verdict
from innsyn.main.app import FEATURES
from innsyn.web.app import WEB
from innsyn.web.feature import MARK
from innsyn.web.forms import Form
from innsyn.web.need import Need
from innsyn.web.testing import Site, a_citizen, a_visit

MADE = re.compile(r"\b(\w+Form)\(call\.form\)")
OF_MACHINES = {"ClientForm", "NewClientForm"}
"""Scopes and keys of a client are no words of anybody's."""

POSTED = [(feature, handler) for feature in FEATURES for handler in feature.pages if getattr(handler, MARK).method == "POST"]


def fields_of(form, kind):
    """Say the names of a form's fields of a kind, those of subclasses not included where `kind` is WTForms' own text field."""
    return {name for name in dir(form) if getattr(getattr(form, name), "field_class", None) is kind}


def forms_of(package):
    """Find every form of a slice."""
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    known = {value for module in modules for value in vars(module).values() if inspect.isclass(value) and issubclass(value, Form)}
    return {each for each in known if each.__module__.startswith(package.__name__ + ".") and ".tests" not in each.__module__}


@pytest.mark.parametrize(("feature", "handler"), POSTED, ids=[f"{feature.name}-{handler.__name__}" for feature, handler in POSTED])
def test_an_action_says_which_fields_of_its_form_hold_words(feature, handler):
    read = [handler.__globals__[name] for name in MADE.findall(inspect.getsource(handler))]
    wanted = {name for form in read if form.__name__ not in OF_MACHINES for name in fields_of(form, TextAreaField)}
    missing = wanted - set(getattr(handler, MARK).words)
    assert not missing, f"say them in its mark, @action(…, words=…): {sorted(missing)}"


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_long_text_of_a_slice_is_some_actions_words_and_nothing_else_is(feature):
    forms = forms_of(importlib.import_module(feature.package))
    said = {name for of, handler in POSTED if of is feature for name in getattr(handler, MARK).words}
    long = {name for form in forms if form.__name__ not in OF_MACHINES for name in fields_of(form, TextAreaField)}
    short = {name for form in forms for name in fields_of(form, StringField)} - {"number", "name", "reviewer", "by"}
    assert long <= said, f"no action of {feature.name} gives these back, @action(…, words=…): {sorted(long - said)}"
    assert said <= long | short, f"these hold no words of the reader's own: {sorted(said - long - short)}"


WRITTEN = [route for _, handler in POSTED if (route := getattr(handler, MARK)).words]


@pytest.fixture(scope="module")
def site():
    return Site(FEATURES, text_folders=[WEB.parent / "gate" / "texts"])


async def refused(reader, route):
    """Post a text in each field that holds one. Returns what the page that says no gives back."""
    path = re.sub(r"\{\w+\}", "00000000-0000-0000-0000-000000000063", route.path)
    page = await reader.post(path, {name: f"Skrev {name}" for name in (*route.words, "draft", "to")}, status=403)
    return [each.text_content().strip() for each in page.tree.xpath("//main//textarea[@readonly]")]


@pytest.mark.parametrize("route", WRITTEN, ids=lambda route: route.path)
async def test_whoever_is_logged_out_meanwhile_loses_no_words(site, route):
    assert await refused(site.stranger(), route) == [f"Skrev {name}" for name in route.words]


@pytest.mark.parametrize("route", [each for each in WRITTEN if each.need is Need.CITIZEN], ids=lambda route: route.path)
async def test_whoever_may_not_act_for_another_any_more_loses_no_words(site, route):
    siri = a_citizen("siri")
    own, hers = site.gate.know(a_visit(siri)), site.gate.know(a_visit(siri, owner=2, number=2, role="attorney"))
    site.gate.actings[hers.id] = Acting(role="attorney", name="Kari Testesen", verdict=Verdict(False, "gate.rule.any", "REP-31"))
    assert await refused(await site.citizen(siri, own, hers), route) == [f"Skrev {name}" for name in route.words]
