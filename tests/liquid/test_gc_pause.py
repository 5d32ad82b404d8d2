import gc

import pytest
from inbox_toolkit.liquid.gc_pause import gc_paused


def test_collection_is_off_meanwhile_and_on_again_behind() -> None:
    assert gc.isenabled()
    assert gc_paused(gc.isenabled)() is False
    assert gc.isenabled()


def test_it_is_on_again_behind_a_failure() -> None:
    with pytest.raises(ValueError, match="no"):
        gc_paused(int)("no")
    assert gc.isenabled()


def test_who_turned_it_off_before_keeps_it_off() -> None:
    gc.disable()
    try:
        gc_paused(len)("")
        assert not gc.isenabled()
    finally:
        gc.enable()
