"""Ways that stand alike are one; ``test_proof.py`` has what comes of them."""

import pytest
from inbox_toolkit.prove.output_types import OutputTypes
from inbox_toolkit.prove.path_state import PathState
from inbox_toolkit.prove.symbolic_execution import PathLimitExceeded, SymbolicExecution

from tests.support.contracts import of_body


def states(body: str) -> int:
    made = of_body(body)
    assert made.body is not None
    walk = SymbolicExecution(made.body.text, made.parsed.nodes, OutputTypes({}))
    return len(walk.body(made.parsed.nodes, {PathState(): ()}))


def test_branches_that_print_alike_are_one_way() -> None:
    assert states('{"a": {% if trigger.b %}1{% else %}2{% endif %}}') == 1
    branches = (f", {{% if trigger.b{n} %}}1{{% else %}}2{{% endif %}}" for n in range(50))
    assert states('{"a": [0' + "".join(branches) + "]}") == 1


def test_a_loop_is_followed_until_nothing_changes() -> None:
    assert states('{"a": [0{% for i in trigger.l %}, 1{% endfor %}]}') == 1


def test_a_loop_that_nests_deeper_each_round_has_no_end() -> None:
    with pytest.raises(PathLimitExceeded):
        states('{"a": {% for i in trigger.l %}[{% endfor %}1]}')


def test_a_jump_out_of_a_capture_is_not_followed() -> None:
    with pytest.raises(PathLimitExceeded):
        states(
            '{"a": "{% for i in trigger.l %}{% capture v %}{% break %}{% endcapture %}{% endfor %}"}'
        )
