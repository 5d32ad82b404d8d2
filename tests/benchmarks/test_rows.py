import pytest

from benchmarks.rows import Aim, Peer, Row, percentile


@pytest.mark.parametrize(
    ("unit", "ours", "theirs", "ratio"),
    [
        ("/s", 20, 10, 2.0),
        ("s", 20, 10, 0.5),
        ("ms", 5, 10, 2),
        ("files", 6, 3, 2),
        ("files", 6, 0, None),
    ],
)
def test_a_ratio_above_1_is_faster_whatever_the_unit(
    unit: str, ours: float, theirs: float, ratio: float | None
) -> None:
    row = Row("k", "w", ours, unit, peer=Peer("p", theirs))  # type: ignore[arg-type] # parametrised
    assert row.ratio == ratio


@pytest.mark.parametrize(
    ("aim", "is_met"),
    [
        (None, None),
        (Aim("at most", 10), True),
        (Aim("at most", 9.9), False),
        (Aim("at least", 10), True),
        (Aim("at least", 11), False),
        (Aim("ratio", 2), True),
        (Aim("ratio", 2.1), False),
    ],
)
def test_an_aim_is_met_or_not(aim: Aim | None, is_met: bool | None) -> None:
    assert Row("k", "w", 10, "s", aim, Peer("p", 20)).is_met is is_met


def test_beside_nobody_a_ratio_says_nothing() -> None:
    for peer in (None, Peer("p", None)):
        row = Row("k", "w", 10, "s", Aim("ratio", 2), peer)
        assert (row.ratio, row.is_met) == (None, None)


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([3, 1, 2], 1) == 3
    assert percentile([7], 0.99) == 7
