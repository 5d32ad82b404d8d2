import copy
import pickle
from dataclasses import field, replace

from inbox_toolkit.text.record import record


@record
class Point:
    x: int
    y: int = 0
    note: str = field(default="", compare=False)


@record
class Cached:
    x: int

    def __hash__(self) -> int:
        return 7


def test_records_are_equal_and_hash_by_their_fields() -> None:
    assert Point(1, 2, "a") == Point(1, 2, "b") != Point(1, 3)
    assert len({Point(1, 2, "a"), Point(1, 2, "b"), Point(1)}) == 2


def test_a_record_keeps_a_hash_of_its_own() -> None:
    assert hash(Cached(1)) == 7


def test_a_record_holds_nothing_but_its_fields() -> None:
    assert not hasattr(Point(1), "__dict__")


def test_records_are_replaced_copied_and_pickled() -> None:
    point = Point(1, 2, "a")
    assert replace(point, y=3) == Point(1, 3)
    assert pickle.loads(pickle.dumps(point)) == copy.copy(point) == point
