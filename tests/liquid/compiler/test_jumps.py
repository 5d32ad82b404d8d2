"""The table of ``compiler/jumps.py``, event by event; liquidjs 10.26 gives the same texts."""

import pytest

from tests.support.liquid_runs import text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        # a body is left, and a round or the end of a loop takes the jump
        ("{% for i in l %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}.", "13."),
        ("{% for i in l %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}.", "1."),
        ("{% for i in l %}{% for j in l %}{% break %}{% endfor %}{{ i }}{% endfor %}", "123"),
        ("{% for i in n %}{% else %}a{% break %}b{% endfor %}c", "a"),
        # what must follow a body follows it, then the jump goes on outwards
        ("{% for i in l %}a{% capture c %}b{% break %}{% endcapture %}d{% endfor %}{{ c }}", "ab"),
        ("{% for i in l %}{% capture c %}{{ i }}{% continue %}{% endcapture %}d{% endfor %}{{ c }}", "3"),
        ("{% for i in l %}{% case i %}{% when 1 %}a{% break %}{% endcase %}b{% endfor %}", "a"),
        ("{% for i in l %}{% case i %}{% when 1 %}a{% continue %}{% endcase %}b{% endfor %}", "abb"),
        # a jump is pending on entry: the first node is rendered
        ("{% for i in l %}{% case 1 %}{% when 1 %}{% break %}{% when 1 %}{{ i }}b{% endcase %}{% endfor %}", "1"),
        (
            "{% tablerow i in l %}{{ i }}{% break %}{% endtablerow %}.",
            '<tr class="row1"><td class="col1">1</td><td class="col2">2</td><td class="col3">3</td></tr>',
        ),
        (
            "{% tablerow i in l cols: 1 %}{{ i }}b{% continue %}{% endtablerow %}.",
            '<tr class="row1"><td class="col1">1b</td></tr><tr class="row2"><td class="col1">2</td></tr>'
            '<tr class="row3"><td class="col1">3</td></tr>',
        ),
        # outside a loop both end the render
        ("a{% break %}b", "a"),
        ("a{% continue %}b", "a"),
        ("{% if l %}a{% break %}{% endif %}b", "a"),
        ("{% capture c %}a{% break %}{% endcapture %}b", ""),
    ],
)  # fmt: skip
def test_jumps(template: str, expected: str) -> None:
    assert text(template, {"l": [1, 2, 3], "n": []}) == expected


@pytest.mark.parametrize("jump", ["break", "continue"])
def test_a_jump_out_of_bodies_too_deep_for_python(jump: str) -> None:
    deep = "{% if l %}" * 30 + f"{{% {jump} %}}" + "{% endif %}" * 30
    template = f"{{% for i in l %}}{{{{ i }}}}{deep}x{{% endfor %}}."
    assert text(template, {"l": [1, 2, 3]}) == ("1." if jump == "break" else "123.")
