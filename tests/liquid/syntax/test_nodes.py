import pytest
from inbox_toolkit.liquid.syntax.nodes import FilteredExpression, Path

from tests.support.liquid_engine import chain


@pytest.mark.parametrize(
    ("text", "root"), [("a.b", "a"), ("a", "a"), ("['a b'].c", "a b"), ("[a].b", ""), ("'x'.y", "")]
)
def test_a_path_starts_at_its_root(text: str, root: str) -> None:
    found = chain(text)
    assert isinstance(found, FilteredExpression)
    assert isinstance(found.value, Path)
    assert found.value.root == root
