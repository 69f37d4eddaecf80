"""Draws resources and clauses from a small world, so that they meet often: few codes, few days, few numbers, awkward words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from innsyn.kernel import systems
from innsyn.record import query as q

TOKEN_SYSTEMS = (systems.LOINC, "urn:oid:2.16.840.1.113883.6.1", "http://example.no/cs")
CODES = ("1-1", "2-2", "A|B", "")
WORDS = ("Bjørk", "bjork pollen", "100%", "a_b", "LØNN og Bjørk", "x=y")
URLS = (
    "http://a.no",
    "http://a.no/",
    "http://a.no/b",
    "http://a.no/b/c",
    "http://a.no/bc",
    "http://a.no/b|2",
    "urn:oid:1.2",
    "urn:oid:1.2.3",
)
DAYS = ("2024", "2024-05", "2024-05-16", "2024-05-17", "2024-05-17T10:00:00Z", "2024-05-17T10:00:00.5Z", "2025-01-01")
NUMBERS = ("0", "1", "1.0", "1.05", "-1.5", "99.95", "100", "1e3")
NAMES = {
    "token": ("code", "category", "combo-code", "component-code", "status", "identifier", "value-concept", "combo-value-concept"),
    "reference": ("encounter", "performer", "derived-from", "has-member"),
    "quantity": ("value-quantity", "combo-value-quantity", "component-value-quantity"),
}

tokens = st.fixed_dictionaries({}, optional={"system": st.sampled_from(TOKEN_SYSTEMS), "code": st.sampled_from(CODES[:3])})
shown = st.one_of(st.none(), st.sampled_from(WORDS))


@st.composite
def concepts(draw):
    """A CodeableConcept with any of its parts."""
    coding = [{**one, **({"display": text} if (text := draw(shown)) else {})} for one in draw(st.lists(tokens, max_size=2))]
    text = draw(shown)
    return {**({"coding": coding} if coding else {}), **({"text": text} if text else {})}


@st.composite
def quantities(draw):
    """A Quantity with or without unit and comparator."""
    units = st.fixed_dictionaries(
        {}, optional={"system": st.sampled_from(("http://unitsofmeasure.org", "http://u.no")), "code": st.sampled_from(("g", "mg"))}
    )
    more = {
        name: draw(values) for name, values in {"unit": st.sampled_from(("g", "gram")), "comparator": st.sampled_from(("<", ">="))}.items()
    }
    chosen = draw(st.sets(st.sampled_from(sorted(more))))
    return {"value": float(draw(st.sampled_from(NUMBERS))), **draw(units), **{name: more[name] for name in chosen}}


references = st.sampled_from(
    (
        {"reference": "Encounter/e1"},
        {"reference": "http://other.no/Encounter/e1"},
        {"identifier": {"system": systems.HPR_NUMBER, "value": "9"}},
        {"identifier": {"value": "9"}},
        {"reference": "Encounter/e2", "identifier": {"system": "http://n.no", "value": "7"}, "display": "Besøk"},
        {"display": "nobody"},
    )
)
periods = st.fixed_dictionaries({}, optional={"start": st.sampled_from(DAYS[2:5]), "end": st.sampled_from(DAYS[4:])})


@st.composite
def values(draw, *, prefix="value"):
    """A value[x], or none."""
    kind = draw(st.sampled_from(("Quantity", "CodeableConcept", "String", "DateTime", "Period", "")))
    made = {
        "Quantity": quantities(),
        "CodeableConcept": concepts(),
        "String": st.sampled_from(WORDS),
        "DateTime": st.sampled_from(DAYS),
        "Period": periods,
        "": st.none(),
    }[kind]
    return {prefix + kind: draw(made)} if kind else {}


@st.composite
def observations(draw):
    """An Observation of any shape a search could care about."""
    components = [{"code": draw(concepts()), **draw(values())} for _ in range(draw(st.integers(0, 2)))]
    when = draw(st.one_of(st.none(), st.sampled_from(DAYS), periods))
    effective = {"effectivePeriod": when} if isinstance(when, dict) else {"effectiveDateTime": when} if when else {}
    identifiers = st.fixed_dictionaries(
        {"value": st.sampled_from(("9", "7"))}, optional={"system": st.just("http://n.no"), "type": concepts()}
    )
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": draw(concepts()),
        **effective,
        **draw(values()),
        **({"component": components} if components else {}),
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "encounter": references,
                    "performer": st.lists(references, min_size=1, max_size=2),
                    "identifier": st.lists(identifiers, min_size=1, max_size=2),
                    "meta": st.fixed_dictionaries({"profile": st.lists(st.sampled_from(URLS), min_size=1, max_size=2)}),
                },
            )
        ),
    }


prefixes = st.sampled_from(("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"))


@st.composite
def moments(draw):
    """A searched date with its range."""
    low = draw(st.sampled_from([datetime(2024, 5, day, hour, tzinfo=UTC) for day in (1, 16, 17) for hour in (0, 8, 10)]))
    width = draw(st.sampled_from([timedelta(seconds=1), timedelta(hours=22), timedelta(days=1), timedelta(days=366)]))
    return q.Compared(draw(prefixes), low, low + width)


@st.composite
def ranges(draw):
    """When something begins, with or without an end."""
    moment = draw(moments())
    return q.BeginsWithin(moment.low, draw(st.sampled_from((None, moment.high))))


@st.composite
def amounts(draw):
    """A searched number with the range its digits imply, or exactly."""
    number, half = Decimal(draw(st.sampled_from(NUMBERS))), Decimal(draw(st.sampled_from(("0", "0.05", "0.5"))))
    return q.Compared(draw(prefixes), number - half, number + half)


wanted_tokens = st.tuples(st.sampled_from((None, "", *TOKEN_SYSTEMS)), st.sampled_from((None, *CODES[:3])))
wanted_units = st.tuples(st.sampled_from((None, "http://unitsofmeasure.org")), st.sampled_from((None, "g", "gram")))
targets = st.sampled_from(
    ("Encounter/e1", "http://other.no/Encounter/e1", "Encounter/e2", f"{systems.HPR_NUMBER}|9", "|9", "*|9", "*|7", "http://n.no|7")
)
words = st.sampled_from(("bjork", "BJØRK", "pollen bjørk", "100%", "1%", "a_b", "axb", "=", "lønn", ""))


def some(strategy):
    """One to two alternatives."""
    return st.lists(strategy, min_size=1, max_size=2).map(tuple)


def composites():
    """Composites of every kind that an Observation has."""
    token = wanted_tokens.map(lambda pair: q.TokenPart(*pair))
    quantity = st.tuples(amounts(), wanted_units).map(lambda drawn: q.QuantityPart(drawn[0], *drawn[1]))
    seconds = {
        "code-value-quantity": quantity,
        "combo-code-value-quantity": quantity,
        "component-code-value-quantity": quantity,
        "code-value-concept": token,
        "combo-code-value-concept": token,
        "code-value-date": moments().map(q.DatePart),
        "code-value-string": words.map(q.StringPart),
    }
    return st.sampled_from(sorted(seconds)).flatmap(
        lambda name: some(st.tuples(token, seconds[name])).map(lambda any_of: q.CompositeIs(name, any_of))
    )


typed = st.tuples(st.sampled_from((None, "", *TOKEN_SYSTEMS)), st.sampled_from(CODES), st.just("9"))
measures = st.tuples(amounts(), wanted_units).map(lambda drawn: (drawn[0], *drawn[1]))
MISSED = (*NAMES["token"], *NAMES["reference"], *NAMES["quantity"], "date", "value-string", "_id", "_profile")
COMPOSED = ("code-value-quantity", "combo-code-value-quantity", "component-code-value-concept")

single = st.one_of(
    st.builds(q.TokenIs, st.sampled_from(NAMES["token"]), some(wanted_tokens), st.booleans()),
    st.builds(q.TokenIs, st.just("_profile"), some(st.tuples(st.just(None), st.sampled_from(URLS)))),
    st.builds(q.TypedIdentifierIs, st.just("identifier"), some(typed)),
    st.builds(q.TokenText, st.sampled_from(NAMES["token"]), words),
    st.builds(q.ReferenceIs, st.sampled_from(NAMES["reference"]), some(targets), st.booleans()),
    st.builds(q.UriIs, st.just("_profile"), some(st.sampled_from(URLS)), st.sampled_from(("exact", "below", "above"))),
    st.builds(q.StringIs, st.just("value-string"), some(words), st.sampled_from(("starts", "contains", "exact"))),
    st.builds(q.StringIs, st.just("value-string"), some(st.sampled_from(WORDS)), st.just("exact")),
    st.builds(q.TextHas, st.just("value-string"), words),
    st.builds(q.DateIs, st.sampled_from(("date", "value-date", "_lastUpdated")), some(moments())),
    ranges(),
    st.builds(q.QuantityIs, st.sampled_from(NAMES["quantity"]), some(measures)),
    composites(),
    st.builds(q.Missing, st.sampled_from((*MISSED, *COMPOSED)), st.booleans()),
)
clauses = st.recursive(
    single, lambda inner: st.one_of(st.builds(q.Without, inner), st.lists(inner, max_size=3).map(tuple).map(q.AnyOf)), max_leaves=4
)
