"""What is wrong with one case."""

import pytest
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.schemas.checking import Checker

from tests.support.contracts import NOW, of_body

CASES: list[tuple[str, dict[str, object], str | None, str]] = [
    ('{"a": {{ trigger.a | json }}}', {"a": 'x", "b": "y'}, None, ""),
    ('{"a": {{ trigger.a | json }}}', {}, "missing-value", "trigger.a"),
    ('{"a": "{{ trigger.a }}"}', {"a": 'x"y'}, "not-json", "{{ trigger.a }}"),
    ('{"a": "{{ trigger.a }}"}', {"a": 'x", "b": "y'}, "injection", "{{ trigger.a }}"),
    ('{"a": "{{ trigger.a | divided_by: 0 }}"}', {"a": 1}, "nonsense", "{{ trigger.a | divided_by: 0 }}"),
    ('{"a": "{{ trigger.a }}"}', {"a": "NaN"}, None, ""),
    ('{"a": {{ trigger.a | json }}}', {"a": "x" * 200}, "size", "{"),
    ('{"a": {{ trigger.a | json }}}', {"a": 5}, "output", "{{ trigger.a | json }}"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "data", "kind", "marked"), CASES)
def test_a_case_is_judged(
    body: str, data: dict[str, object], kind: str | None, marked: str
) -> None:
    output = Checker({"properties": {"a": {"type": "string"}}})
    oracle = Oracle(of_body(body), RenderEnvironment(NOW), output, largest=150)
    failure = oracle.failure(oracle.outcome(data, {}))
    assert (failure and failure.kind) == kind
    if failure:
        assert failure.place.span.of(failure.place.source.text) == marked
