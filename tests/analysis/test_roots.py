from toolkit.analysis.roots import FILLED, GIVEN, UNAVAILABLE
from toolkit.rendering.world import SERVICE_ROOTS
from toolkit.rendering.world import UNAVAILABLE as RENDERED_EMPTY


def test_the_roots_are_those_that_rendering_gives() -> None:
    assert set(UNAVAILABLE) == set(RENDERED_EMPTY)
    assert GIVEN | FILLED | set(UNAVAILABLE) == {
        *SERVICE_ROOTS,
        "customer",
        "trigger",
        "objects",
        "snippets",
    }
