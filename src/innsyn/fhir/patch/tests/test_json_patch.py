"""JSON Patch: the six operations, their edges, and what is refused. The situations follow RFC 6902, appendix A."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.exact import read_exact
from innsyn.fhir.patch import json_patch
from innsyn.fhir.patch.json_pointer import read_pointer
from innsyn.kernel.outcome import Problem


def patched(inside, *operations):
    """Patch a resource that holds `inside` and give what it holds afterwards, or the problems."""
    found = json_patch(json.dumps({"resourceType": "Basic", "id": "b", "x": inside}).encode(), json.dumps(operations).encode())
    return found if isinstance(found, list) else json.loads(found).get("x")


def op(kind, path, **more):
    return {"op": kind, "path": f"/x{path}", **{"from" if name == "source" else name: one for name, one in more.items()}}


@pytest.mark.parametrize(
    ("before", "operations", "after"),
    [
        ({"a": 1}, [], {"a": 1}),
        ({"a": 1}, [op("add", "/b", value=2)], {"a": 1, "b": 2}),
        ({"a": 1}, [op("add", "/a", value=[2])], {"a": [2]}),
        ({"a": [1, 3]}, [op("add", "/a/1", value=2)], {"a": [1, 2, 3]}),
        ({"a": [1]}, [op("add", "/a/1", value=2)], {"a": [1, 2]}),
        ({"a": [1]}, [op("add", "/a/-", value=[2, 3])], {"a": [1, [2, 3]]}),
        ({"a": 1}, [op("add", "/b", value=None)], {"a": 1, "b": None}),
        ({"a": 1, "b": 2}, [op("remove", "/b")], {"a": 1}),
        ({"a": [1, 2, 3]}, [op("remove", "/a/1")], {"a": [1, 3]}),
        ({"a": 1}, [op("replace", "/a", value={"c": 2})], {"a": {"c": 2}}),
        ({"a": [1, 2]}, [op("replace", "/a/0", value=3)], {"a": [3, 2]}),
        ({"a": 1}, [op("move", "/b", source="/x/a")], {"b": 1}),
        ({"a": [1, 2, 3, 4]}, [op("move", "/a/3", source="/x/a/1")], {"a": [1, 3, 4, 2]}),
        ({"a": {"b": 1}}, [op("move", "/a", source="/x/a")], {"a": {"b": 1}}),
        ({"a": {"b": 1}}, [op("move", "/a", source="/x/a/b")], {"a": 1}),
        ({"a": {"b": 1}}, [op("copy", "/c", source="/x/a")], {"a": {"b": 1}, "c": {"b": 1}}),
        ({"a": {"b": 1}}, [op("copy", "/a/c", source="/x/a"), op("replace", "/a/b", value=2)], {"a": {"b": 2, "c": {"b": 1}}}),
        ({"a": ["x", 2]}, [op("test", "/a", value=["x", 2]), op("remove", "/a/0")], {"a": [2]}),
        ({"a/b": 1, "c~d": 2, "e~1f": 3}, [op("test", "/a~1b", value=1), op("remove", "/c~0d"), op("remove", "/e~01f")], {"a/b": 1}),
        ({"": 1}, [op("test", "/", value=1)], {"": 1}),
        ({"-": 1, "0": 2}, [op("test", "/-", value=1), op("test", "/0", value=2)], {"-": 1, "0": 2}),
        ({"a": 1}, [op("add", "/b", value=2, why="nobody asks")], {"a": 1, "b": 2}),
        ({"a": {"b": 1, "c": 2}}, [op("test", "/a", value={"c": 2, "b": 1})], {"a": {"b": 1, "c": 2}}),
        ({"a": "\u00e6 \U0001f600"}, [op("test", "/a", value="\u00e6 \U0001f600")], {"a": "\u00e6 \U0001f600"}),
    ],
)
def test_operations_do_what_the_standard_says(before, operations, after):
    assert patched(before, *operations) == after


@pytest.mark.parametrize(
    ("before", "operations", "words"),
    [
        ({"a": 1}, [op("add", "/b/c", value=1)], "leads nowhere"),
        ({"a": 1}, [op("add", "/a/c", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("add", "/a/2", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("add", "/a/01", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("add", "/a/-1", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("add", "/a/b", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("add", "/a/\u0661", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("add", "/a/99999999999", value=1)], "leads nowhere"),
        ({"a": [1]}, [op("remove", "/a/1")], "nothing stands"),
        ({"a": [1]}, [op("remove", "/a/-")], "nothing stands"),
        ({"a": 1}, [op("remove", "/b")], "nothing stands"),
        ({"a": 1}, [op("replace", "/b", value=2)], "nothing stands"),
        ({"a": 1}, [op("move", "/b", source="/x/c")], "taken from"),
        ({"a": {"b": 1}}, [op("move", "/a/b/c", source="/x/a")], "into itself"),
        ({"a": 1}, [op("copy", "/b/c", source="/x/a")], "leads nowhere"),
        ({"a": [1]}, [op("copy", "/b", source="/x/a/-")], "taken from"),
        ({"a": 1}, [op("test", "/b", value=None)], "nothing stands"),
        ({"a": 1}, [op("test", "/a", value="1")], "test failed"),
        ({"a": 1}, [op("test", "/a", value=True)], "test failed"),
        ({"a": [1, 2]}, [op("test", "/a", value=[2, 1])], "test failed"),
        ({"a": None}, [op("test", "/a", value=False)], "test failed"),
        ({"a": {}}, [op("test", "/a", value=[])], "test failed"),
    ],
)
def test_what_cannot_be_carried_out_is_refused(before, operations, words):
    (problem,) = patched(before, *operations)
    assert problem.code == "processing"
    assert words in problem.text


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"{}",
        b"[1]",
        b'"a"',
        b"[{}]",
        b'[{"op":"delete","path":"/a"}]',
        b'[{"op":["add"],"path":"/a","value":1}]',
        b'[{"op":"add","path":"/a"}]',
        b'[{"op":"replace","path":"/a"}]',
        b'[{"op":"test","path":"/a"}]',
        b'[{"op":"remove"}]',
        b'[{"op":"remove","path":7}]',
        b'[{"op":"remove","path":"a"}]',
        b'[{"op":"remove","path":"/a~"}]',
        b'[{"op":"remove","path":"/a~2"}]',
        b'[{"op":"move","path":"/a"}]',
        b'[{"op":"copy","path":"/a","from":"b"}]',
        b'[{"op":"add","path":"/a","value":NaN}]',
        b'[{"op":"add","path":"/a","value":1,"value":2}]',
        b'[{"op":"add","path":"/a","value":"\xff"}]',
        b'[{"op":"add","path":"/a","value":' + b"[" * 300 + b"]" * 300 + b"}]",
        b"[" * 5000 + b"]" * 5000,
        b"[" + b",".join([b'{"op":"test","path":"/a","value":1}'] * 10_001) + b"]",
        b'[{"op":"remove","path":"' + b"/a" * 300 + b'"}]',
    ],
)
def test_what_is_no_json_patch_is_refused(received):
    found = json_patch(b'{"resourceType":"Basic","a":1}', received)
    assert isinstance(found, list)
    assert found[0].code in ("structure", "invalid")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/resourceType", "value": "Patient"},
        {"op": "remove", "path": "/resourceType"},
        {"op": "replace", "path": "/id", "value": "c"},
        {"op": "remove", "path": "/id"},
        {"op": "move", "from": "/id", "path": "/y"},
        {"op": "replace", "path": "", "value": {"resourceType": "Basic", "id": "c"}},
        {"op": "replace", "path": "", "value": []},
        {"op": "copy", "from": "/x", "path": ""},
        {"op": "remove", "path": ""},
        {"op": "move", "from": "", "path": "/a"},
    ],
)
def test_a_patch_leaves_the_same_resource(operation):
    found = patched({"resourceType": "Basic", "id": "c"}, operation)
    assert isinstance(found, list)
    assert found[0].code == "processing"


def test_the_whole_resource_may_be_replaced_by_another_version_of_itself():
    whole = {"resourceType": "Basic", "id": "b", "x": 2}
    assert patched(1, {"op": "replace", "path": "", "value": whole}) == 2
    assert patched(1, {"op": "add", "path": "", "value": whole}) == 2


def test_decimals_keep_their_text_wherever_they_come_from():
    body = b'{"resourceType":"Basic","a":0.40,"b":[1.0e+3],"c":12345678901234567890.10}'
    operations = b'[{"op":"copy","from":"/a","path":"/d"},{"op":"move","from":"/b","path":"/e"},{"op":"add","path":"/f","value":7.00}]'
    after = b'{"resourceType":"Basic","a":0.40,"c":12345678901234567890.10,"d":0.40,"e":[1.0e+3],"f":7.00}'
    assert json_patch(body, operations) == after


@pytest.mark.parametrize(("value", "holds"), [(b"0.4", True), (b"0.40", True), (b"4e-1", True), (b"0.41", False), (b'"0.40"', False)])
def test_numbers_are_tested_by_value(value, holds):
    found = json_patch(b'{"resourceType":"Basic","a":0.40}', b'[{"op":"test","path":"/a","value":' + value + b"}]")
    assert isinstance(found, bytes) == holds


def test_copies_of_copies_are_stopped_before_they_fill_the_memory():
    operations = [{"op": "copy", "from": "/x", "path": f"/x/{position}"} for position in range(40)]
    (problem,) = patched({"a": "a" * 1000}, *operations)
    assert problem.code == "too-costly"


def test_a_patch_that_nests_too_deep_is_refused():
    deep = json.loads("[" * 200 + "]" * 200)
    (problem,) = patched(deep, {"op": "copy", "from": "/x", "path": "/x" + "/0" * 199 + "/-"})
    assert problem.code == "processing"
    (problem,) = patched(deep, op("add", "/0" * 199 + "/-", value=deep), {"op": "move", "from": "/x", "path": "/y"})
    assert problem.code == "processing"


def test_a_problem_says_which_operation_and_where_but_repeats_no_value():
    found = patched({"name": ["Kari"]}, op("test", "/name/0", value="Kari"), op("test", "/name/0", value="Anne"))
    assert found == [Problem("processing", "operation 1 (test): the test failed: another value stands there", "Basic.x.name[0]")]
    (problem,) = patched({}, op("remove", "/01017012345"))
    assert "0101" not in str(problem)


def test_an_earlier_operation_leaves_nothing_when_a_later_one_fails():
    assert isinstance(patched({"a": 1}, op("remove", "/a"), op("remove", "/a")), list)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.sampled_from("ab~/0"), max_size=2), inner, max_size=3),
    max_leaves=8,
)


def places(value, pointer=""):
    """List every place in a value with its pointer."""
    yield pointer, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        yield from places(inner, f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}")


@given(json_values, json_values, st.data())
def test_replacing_any_place_leaves_every_other_place_as_it_was(before, new, data):
    pointer, old = data.draw(st.sampled_from(list(places(before))))
    after = patched(before, op("test", pointer, value=old), op("replace", pointer, value=new), op("test", pointer, value=new))
    others = {one: value for one, value in places(before) if not pointer.startswith(one) and not one.startswith(f"{pointer}/")}
    assert {one: value for one, value in places(after) if one in others} == others
    assert dict(places(after))[pointer] == new


@given(json_values, st.data())
def test_what_is_moved_away_and_back_changes_nothing_but_the_order_of_names(before, data):
    found = [pointer for pointer, _ in places(before) if pointer]
    pointer = data.draw(st.sampled_from(found)) if found else None
    if pointer:
        away = {"op": "move", "from": f"/x{pointer}", "path": "/y"}
        assert patched(before, away, {"op": "move", "from": "/y", "path": f"/x{pointer}"}) == before


@given(json_values, st.lists(st.fixed_dictionaries({"op": st.sampled_from(["add", "move", "copy", "test"]), "path": st.text(max_size=4)})))
def test_any_patch_gives_an_answer_and_never_an_exception(before, operations):
    operations = [{"from": "/x", "value": 1, **one} for one in operations]
    assert isinstance(
        json_patch(json.dumps({"resourceType": "Basic", "x": before}).encode(), json.dumps(operations).encode()), bytes | list
    )


@given(st.lists(st.text(max_size=3), max_size=4))
def test_a_pointer_is_read_as_it_was_written(steps):
    written = "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)
    assert read_pointer(written) == tuple(steps)


def test_numbers_beyond_any_reckoning_differ_without_an_exception():
    assert read_exact("[1e-99999999999999999999]") != read_exact("[1e-99999999999999999998]")
    assert read_exact("1.0") == read_exact("1")
    assert read_exact("1.0") != "1.0"
