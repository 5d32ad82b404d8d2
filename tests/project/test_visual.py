import pytest
from inbox_toolkit.project.files import theme_of


@pytest.mark.parametrize(
    ("document", "theme"),
    [
        ({"text": {}}, {"text": {}}),
        ({"theme": {"text": {}}, "patterns": {"inbox": {}}}, {"text": {}}),
        ({"patterns": {}}, {}),
        ([1], [1]),
    ],
)
def test_a_theme_stands_alone_or_in_a_branding(document: object, theme: object) -> None:
    assert theme_of(document) == theme
