from tests.support.liquid_filters import apply, context


def test_chance_repeats_with_the_seed() -> None:
    once = [apply("random", 1000, within=context(seed=7)) for _ in range(2)]
    assert once[0] == once[1]
    assert apply("sample", [1, 2, 3], 2, within=context(seed=7)) == apply(
        "sample", [1, 2, 3], 2, within=context(seed=7)
    )


def test_random_stays_below_its_limit() -> None:
    within = context()
    assert {apply("random", 3, within=within) for _ in range(100)} == {0, 1, 2}
    assert apply("random", "x", within=within) == 0
    assert apply("random", 3, -1, within=within) == 0


def test_sample_takes_items_or_letters() -> None:
    assert apply("sample", "😀") == "😀"
    assert apply("sample", None) == []
    drawn = apply("sample", ["a", "b", "c"], 9)
    assert isinstance(drawn, list)
    assert sorted(drawn) == ["a", "b", "c"]
