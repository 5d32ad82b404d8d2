from inbox_toolkit.liquid.syntax.nodes import Path
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.liquid.syntax.visitor import (
    bound_names,
    node_expressions,
    walk_expression,
    walk_nodes,
)

TEXT = """{% assign v = a | append: b %}{% if c == d[e] %}{% capture w %}{{ f }}{% endcapture %}
{% else %}{% for i in g limit: h %}{% case j %}{% when k %}{% increment n %}{% else %}{% cycle l: m %}
{% endcase %}{% else %}{% random o %}{% endfor %}{% endif %}{% liquid echo p %}{% for q in (r..s) %}{% endfor %}"""


def test_every_name_is_met_once() -> None:
    nodes = list(walk_nodes(parse(TEXT).nodes))
    found = [
        part.root
        for node in nodes
        for expression in node_expressions(node)
        for part in walk_expression(expression)
        if isinstance(part, Path)
    ]
    assert sorted(found) == sorted("abcdefghjklmoprs")


def test_the_names_that_are_given_a_value() -> None:
    assert bound_names(parse(TEXT).nodes) == {"v", "w", "n"}
