import pytest
from inbox_toolkit.liquid.errors import FilterError, UndefinedError


def test_what_an_item_lacks_is_said_as_the_service_says_it() -> None:
    with pytest.raises(FilterError) as caught:
        raise UndefinedError("a.b")
    assert caught.value.message == str(caught.value) == "undefined variable: a.b"
