from inbox_toolkit.liquid.runtime.loader import dialect_of, load

from tests.support.liquid_runs import program, text


def test_generated_code_reaches_no_builtins() -> None:
    for version in ("latest", "legacy"):
        assert dialect_of(version).globals["__builtins__"] == {}


def test_a_program_is_loaded_once() -> None:
    one = program("{{ a | upcase }}")
    assert load(one) is load(one)


def test_an_unknown_filter_passes_its_value_on() -> None:
    assert text("{{ 'a' | shout: 1, loud: true }}") == "a"


def test_filters_are_those_of_the_version() -> None:
    assert text("{{ 14 | divided_by: 4 }}") == "3.5"
    assert text("{{ 14 | divided_by: 4 }}", version="legacy") == "3"
