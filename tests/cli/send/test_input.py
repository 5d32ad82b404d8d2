import pytest
from inbox_toolkit.cli.send.input import confirm
from inbox_toolkit.errors import RefusedError


def test_without_a_terminal_only_yes_lets_it_go() -> None:
    confirm(1, yes=True)
    with pytest.raises(RefusedError, match="no terminal"):
        confirm(1, yes=False)
