"""What is drawn, case by case as the vendor's own renderer draws it."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.visual.renderer_model import MOST, BoundNode, bound_nodes
from inbox_toolkit.validation.visual.templates import Registry, registry_in
from inbox_toolkit.validation.visual.value_checks import value_mistakes

from tests.support.peers import surroundings, tool

ROOT = Path(__file__).resolve().parents[3]
RENDERER = ROOT / "toolkit/inbox_toolkit/web/assets/vendor/jist/jist-element.js"
CASES = 2_000


def registry(document: object) -> Registry:
    found = registry_in(Source("visual.json", json.dumps(document)))
    assert found is not None
    return found


def one(node: object, **others: object) -> Registry:
    return registry({"t": [{"version": "1", "root": node}], **others})


def drawn(node: object, data: dict[str, Any], **others: object) -> list[BoundNode]:
    return list(bound_nodes(one(node, **others), "t", data))


def version(node: object) -> list[object]:
    return [{"version": "1", "root": node}]


TITLE = {"type": "heading", "name": "title"}

SHOWN: list[tuple[object, dict[str, Any], str | None]] = [
    (TITLE, {"title": "Hi"}, "Hi"),
    (TITLE, {"title": 7}, "7"),
    (TITLE, {"title": 0}, ""),
    (TITLE, {"title": False}, ""),
    (TITLE, {}, ""),
    (TITLE, {"title": {"a": 1}}, "[object Object]"),
    (TITLE, {"title": ["a", None, 2.0]}, "a,,2"),
    ({"type": "heading"}, {"heading": "by its type"}, "by its type"),
    ({"type": "date", "name": "at"}, {"at": 1768552200}, "1768552200"),
    ({"type": "button", "name": "cta"}, {}, None),
    ({"type": "button", "name": "cta"}, {"cta": {"label": "Go"}}, "Go"),
    ({"type": "button", "name": "cta"}, {"cta": {"url": "https://x.example/"}}, ""),
    ({"type": "button", "name": "cta"}, {"cta": "Go"}, ""),
    ({"type": "image", "name": "media"}, {"media": "https://x.example/a.png"}, "https://x.example/a.png"),
    ({"type": "image", "name": "media"}, {"media": None}, None),
    ({"type": "dynamicLayout", "name": "items", "template": TITLE}, {"items": {"title": "x"}}, None),
    ({"type": "action", "name": "messageAction", "children": []}, {}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("node", "data", "shown"), SHOWN)
def test_what_is_shown_of_a_value(node: object, data: dict[str, Any], shown: str | None) -> None:
    (found,) = drawn(node, data)
    assert found.shown == shown


def test_a_repeated_layout_draws_its_node_for_each_item() -> None:
    node = {"type": "dynamicLayout", "name": "items", "template": TITLE}
    found = drawn(node, {"items": [{"title": "a"}, "no object", {"title": "c"}]})
    assert [(each.keys, each.shown) for each in found[1:]] == [
        (("items", 0, "title"), "a"), (("items", 1, "title"), ""), (("items", 2, "title"), "c"),
    ]  # fmt: skip


def test_a_blank_in_a_name_stops_the_drawing() -> None:
    children = [{"type": "text", "name": "a b"}, TITLE]
    found = drawn({"type": "layout", "direction": "vertical", "children": children}, {})
    assert [each.throws for each in found] == [True]


def test_a_template_that_draws_itself_is_followed_once() -> None:
    node = {"type": "layout", "children": [TITLE, {"type": "template", "name": "t"}]}
    assert len(drawn(node, {})) == 1


def test_references_that_multiply_come_to_an_end() -> None:
    many = {"type": "layout", "children": [{"type": "template", "name": "x1"}] * 10}
    others = {
        f"x{level}": version(
            {"type": "layout", "children": [{"type": "template", "name": f"x{level + 1}"}] * 10}
        )
        for level in range(1, 9)
    }
    assert len(drawn(many, {}, **others, x9=version(TITLE))) < MOST


def test_a_deep_tree_does_not_exhaust_the_stack() -> None:
    node: object = TITLE
    for _ in range(80):
        node = {"type": "layout", "children": [node]}
    assert [each.name for each in drawn(node, {})] == ["title"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner),
    max_leaves=10,
)


@given(seed=st.integers(0, 10_000), data=st.dictionaries(st.sampled_from("abcd"), JSON))
def test_no_payload_stumbles_it(seed: int, data: dict[str, Any]) -> None:
    found = registry(_random_case(seed)["registry"])
    for node in bound_nodes(found, "t", data):
        list(value_mistakes(node))


def _random_node(dice: random.Random, depth: int) -> Any:
    kinds = ["heading", "text", "date", "button", "image", "template", "odd"]
    kind = dice.choice(kinds + ["layout", "action", "dynamicLayout"] * (depth > 0) * 2)
    node: dict[str, Any] = {"type": kind}
    if dice.random() < 0.9:
        node["name"] = dice.choice(
            ["a", "b", "c", "d", "e f"] if dice.random() < 0.1 else ["a", "b", "c", "d"]
        )
    if kind == "template":
        node["name"] = dice.choice(["u", "v", "w", "gone"])
    if dice.random() < 0.2:
        node["variant"] = dice.choice(["h2", "x y"] if dice.random() < 0.1 else ["h2"])
    if kind in ("layout", "action"):
        node["children"] = [_random_node(dice, depth - 1) for _ in range(dice.randrange(4))]
    if kind == "dynamicLayout":
        node["template"] = _random_node(dice, depth - 1)
    return node


def _random_value(dice: random.Random, depth: int) -> Any:
    plain = [
        "text",
        "",
        0,
        7,
        1.5,
        1e21,
        True,
        False,
        None,
        {"label": "Go"},
        {"label": 0},
        {"label": None},
        {},
        [],
    ]
    if depth and dice.random() < 0.4:
        if dice.random() < 0.5:
            return [_random_value(dice, depth - 1) for _ in range(dice.randrange(3))]
        return _random_data(dice, depth - 1)
    return dice.choice(plain)


def _random_data(dice: random.Random, depth: int) -> dict[str, Any]:
    return {name: _random_value(dice, depth) for name in "abcd" if dice.random() < 0.8}


def _random_case(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    # Downhill only: a template that draws itself is followed once here, ten times there.
    below: list[dict[str, Any]] = []
    for allowed in (["w", "v"], ["w"], []):
        node = _random_node(dice, 2)
        below.append(_without(node, {"u", "v", "w"} - set(allowed)))
    kept = dict(zip("uvw", map(version, below), strict=True))
    odd: dict[str, Any] = {
        "$schema": "x",
        "bare": {"version": "1"},
        "old": [{"version": 1, "root": TITLE}],
    }
    kind = dice.choice(["t", "t", "t", "t", "t", "t", "bare", "old", "none"])
    kept = {**odd, "t": version(_random_node(dice, 3)), **kept}
    return {"registry": kept, "type": kind, "data": _random_data(dice, 3)}


def _without(node: Any, names: set[str]) -> Any:
    if node.get("type") == "template" and node["name"] in names:
        return {"type": "odd"}
    node["children"] = [_without(child, names) for child in node.get("children", [])]
    if "template" in node:
        node["template"] = _without(node["template"], names)
    return node


def _ours(case: dict[str, Any]) -> Any:
    found = registry(case["registry"])
    if case["type"] not in found.roots:
        return []
    nodes = list(bound_nodes(found, case["type"], case["data"]))
    if any(node.throws for node in nodes):
        return "blank"
    return sorted(
        [node.node.kind, node.shown]
        for node in nodes
        if node.shown is not None and node.node.kind != "dynamicLayout"
    )


@pytest.mark.peer
@pytest.mark.skipif(not RENDERER.is_file(), reason="the build fetched no renderer: no network")
def test_it_draws_what_the_vendors_renderer_draws() -> None:
    cases = [_random_case(seed) for seed in range(CASES)]
    run = subprocess.run(
        [tool("node"), str(ROOT / "tests/support/jist.mjs"), RENDERER.as_uri()],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        timeout=60,
        env=surroundings(),
    )
    assert run.returncode == 0, run.stderr
    for case, theirs in zip(cases, json.loads(run.stdout), strict=True):
        assert _ours(case) == (sorted(theirs["nodes"]) if "nodes" in theirs else "blank"), case
