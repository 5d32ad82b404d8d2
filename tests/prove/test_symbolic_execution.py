"""Ways that stand alike are one; ``test_proof.py`` has what comes of them."""

import pytest
from inbox_toolkit.prove.output_types import Printer
from inbox_toolkit.prove.path_state import Way
from inbox_toolkit.prove.symbolic_execution import TooMany, Walk

from tests.support.contracts import of_body


def ways(body: str) -> int:
    made = of_body(body)
    assert made.body is not None
    walk = Walk(made.body.text, made.parsed.nodes, Printer({}))
    return len(walk.body(made.parsed.nodes, {Way(): ()}))


def test_branches_that_print_alike_are_one_way() -> None:
    assert ways('{"a": {% if trigger.b %}1{% else %}2{% endif %}}') == 1
    branches = (f", {{% if trigger.b{n} %}}1{{% else %}}2{{% endif %}}" for n in range(50))
    assert ways('{"a": [0' + "".join(branches) + "]}") == 1


def test_a_loop_is_followed_until_nothing_changes() -> None:
    assert ways('{"a": [0{% for i in trigger.l %}, 1{% endfor %}]}') == 1


def test_a_loop_that_nests_deeper_each_round_has_no_end() -> None:
    with pytest.raises(TooMany):
        ways('{"a": {% for i in trigger.l %}[{% endfor %}1]}')


def test_a_jump_out_of_a_capture_is_not_followed() -> None:
    with pytest.raises(TooMany):
        ways(
            '{"a": "{% for i in trigger.l %}{% capture v %}{% break %}{% endcapture %}{% endfor %}"}'
        )
