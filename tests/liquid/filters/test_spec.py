"""What a spec says of a filter's result is what its function gives, for odd values too."""

import itertools
import json
import random
import re
from typing import Any

import pytest
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import TooLargeError
from inbox_toolkit.liquid.filters.registry import lookup, specs
from inbox_toolkit.liquid.filters.spec import Context, FilterSpec, Output, optional, required
from inbox_toolkit.liquid.javascript.values import MISSING, to_text
from inbox_toolkit.liquid.legacy.values import printed

from tests.support.liquid_filters import NOW, apply

NUMBERS: list[Any] = [0, -0.0, 1, -1, 1.5, 1e20, -1e20, 1e-320, 1768552200]
SAFE: list[Any] = [*NUMBERS, "", "x", "5", "Infinity", "NaN", "2026-01-01", "'", "é 🪨", "<&>"]
ODD: list[Any] = [
    None, True, False, "", "x", 'a"b\\\n', "5", "5.5", "1e400", "Infinity", "NaN", 0, -0.0, 1, -1, 1.5,
    1e20, 1e-320, [], [1, "x"], ['"'], [[1]], {}, {"a": '"'}, "12:30", "2026-01-01", 1768552200,
]  # fmt: skip
OBJECT_WITH_A_LENGTH = {"length": '"'}

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
UNSAFE = re.compile(r'["\\\x00-\x1f]')
WITHIN = Context(NOW, random.Random(0), False, lambda _name, _expression: lambda item: item)

SPECS = [(version, spec) for version in ("latest", "legacy") for spec in specs(version)]


def claiming(*outputs: Output) -> list[object]:
    return [
        pytest.param(version, spec, id=f"{spec.name}-{version}")
        for version, spec in SPECS
        if spec.output in outputs
    ]


def results(
    version: str, spec: FilterSpec, values: list[Any], given: list[Any], most: int = 2
) -> list[object]:
    """Return what a filter gives for all values with up to so many arguments; failures left out."""
    limit = len(spec.arguments) if spec.arguments else 1
    found = []
    for count in range(min(limit, most) + 1):
        for value, arguments in itertools.product(values, itertools.product(given, repeat=count)):
            try:
                found.append(apply(spec.name, value, *arguments, within=WITHIN, version=version))
            except (FilterError, TooLargeError):
                continue
    return found


def texts(version: str, found: list[object]) -> list[str]:
    show = printed if version == "legacy" else to_text
    return [show(one) for one in found]


@pytest.mark.parametrize(
    ("version", "spec"), claiming("number", "number_of_numbers", "quotient", "safe")
)
def test_what_is_safe_prints_no_quote_whatever_it_is_given(version: str, spec: FilterSpec) -> None:
    assert spec.is_json_safe
    for text in texts(version, results(version, spec, ODD, ODD)):
        assert not UNSAFE.search(text)


@pytest.mark.parametrize(("version", "spec"), claiming("count"))
def test_a_count_is_a_number_unless_an_object_has_a_length(version: str, spec: FilterSpec) -> None:
    for text in texts(version, results(version, spec, ODD, [])):
        assert NUMBER.fullmatch(text)
    assert apply(spec.name, OBJECT_WITH_A_LENGTH, version=version) == '"'


@pytest.mark.parametrize(("version", "spec"), claiming("keeps_safe"))
def test_what_keeps_a_text_safe_adds_no_quote(version: str, spec: FilterSpec) -> None:
    given = [*SAFE, "%Y %B", "%c", "UTC"]
    for text in texts(version, results(version, spec, SAFE, given)):
        assert not UNSAFE.search(text)


@pytest.mark.parametrize(("version", "spec"), claiming("number"))
def test_what_is_always_a_number_is_one(version: str, spec: FilterSpec) -> None:
    for text in texts(version, results(version, spec, ODD, ODD)):
        assert NUMBER.fullmatch(text)


@pytest.mark.parametrize(("version", "spec"), claiming("number_of_numbers"))
def test_calculations_with_numbers_are_numbers(version: str, spec: FilterSpec) -> None:
    values = [[one] for one in NUMBERS] if spec.name == "sum" else NUMBERS
    given = [0, 1, 3, -2] if spec.name == "round" else NUMBERS
    for count in range(spec.required_count, len(spec.arguments) + 1):
        for value, arguments in itertools.product(values, itertools.product(given, repeat=count)):
            found = apply(spec.name, value, *arguments, within=WITHIN, version=version)
            assert NUMBER.fullmatch(to_text(found))


@pytest.mark.parametrize(("version", "spec"), claiming("quotient"))
def test_divisions_by_a_number_are_numbers(version: str, spec: FilterSpec) -> None:
    for value, divisor in itertools.product(NUMBERS, (3, 0.5, -200)):
        assert NUMBER.fullmatch(to_text(apply(spec.name, value, divisor, version=version)))


@pytest.mark.parametrize(("version", "spec"), claiming("json"))
def test_json_is_json(version: str, spec: FilterSpec) -> None:
    given = [2] if lookup(spec.name, version).max_arguments else []  # type: ignore[union-attr]
    for value in ODD:
        json.loads(str(apply(spec.name, value, *given, within=WITHIN, version=version)))


TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,), "list": (list,), "number": (int, float), "text": (str,),
}  # fmt: skip


@pytest.mark.parametrize(
    ("version", "spec"), [pytest.param(v, s, id=f"{s.name}-{v}") for v, s in SPECS]
)
def test_the_result_is_of_the_type_that_is_stated(version: str, spec: FilterSpec) -> None:
    fitting: dict[str, list[Any]] = {
        "date": [1768552200, "2026-01-01"], "list": [[1, 2], [{"n": 1}]], "number": NUMBERS,
        "text": ["x", 'a"b', "5"], "scalar": ["x", "5", 5, 1.5], "any": ["x", 5, [1]], "sized": ["x", [1]],
    }  # fmt: skip
    if spec.returns not in TYPES:
        return
    if spec.name == "array_to_sentence_string":
        fitting["scalar"] = [["a", "b"], ["a", "b", "c"]]
    given: dict[str, list[Any]] = {"number": [2], "list": [[1]], "member": ["n"], "zone": ["UTC"]}
    choices: list[list[Any]] = [
        given.get(one.type, ["a"]) for one in spec.arguments if one.is_required
    ]
    given_arguments: list[tuple[Any, ...]] = list(itertools.product(*choices))
    if spec.name in ("from_json", "base64_decode", "base64_url_safe_decode"):
        fitting["text"] = ["5", "YQ=="]
    for value, arguments in itertools.product(fitting[spec.accepts], given_arguments):
        try:
            found = apply(spec.name, value, *arguments, within=WITHIN, version=version)
        except FilterError:
            continue
        if found is not MISSING and found is not None:
            assert isinstance(found, TYPES[spec.returns])


def test_a_signature_is_written_as_documentation_writes_it() -> None:
    spec = FilterSpec(
        name="x",
        arguments=(required("old"), optional("count", "number")),
        options="allow_false: true",
    )
    assert spec.signature == "old[, count, allow_false: true]"
    assert FilterSpec(name="x", arguments=(optional("a"), optional("b"))).signature == "[a, b]"
    assert spec.required_count == 1


def test_what_to_write_instead_of_a_deprecated_filter_is_known() -> None:
    replaced = [spec for _, spec in SPECS if spec.replacement]
    assert {spec.name for spec in replaced} == {"htmlencode", "number_with_delimeter", "timezone"}
    for spec in replaced:
        assert lookup(str(spec.replacement).partition(":")[0])


def test_a_synonym_is_no_filter_that_the_service_lists() -> None:
    for _, spec in SPECS:
        for name in spec.synonyms:
            found = lookup(name)
            assert found is None or not found.spec.is_listed


VISIBLE = ["x", "5", "NaN", "é 🪨", "<&>", "a\n b", "<b>", "İ", "ß", 'a"b', "x\t", 7, -1.5]


@pytest.mark.parametrize(
    "spec", [pytest.param(one, id=one.name) for one in specs() if one.keeps_visible]
)
def test_what_keeps_a_text_visible_neither_fails_nor_blanks_it(spec: FilterSpec) -> None:
    for value in VISIBLE:
        for arguments in itertools.product(["", "x", 5, " "], repeat=spec.required_count):
            assert to_text(apply(spec.name, value, *arguments, within=WITHIN)).strip()
