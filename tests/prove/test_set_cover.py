"""The fewest cases."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.prove.set_cover import CoverCandidate, minimal_cover


def case(branches: str, files: str = "d") -> CoverCandidate:
    return CoverCandidate(frozenset(map(int, branches)), frozenset(files))


CASES = [
    ([], []),
    ([case(""), case("")], [0]),
    ([case("1"), case("2"), case("3"), case("123")], [3]),
    ([case("12"), case("34"), case("135", "e"), case("24", "e")], [2, 3]),
    ([case("1", "ab"), case("1", "c")], [1]),
    ([case("1", "ap"), case("2", "bp"), case("2", "aq"), case("2", "a")], [0, 3]),
]


@pytest.mark.parametrize(("cases", "wanted"), CASES)
def test_the_fewest_files_are_chosen(cases: list[CoverCandidate], wanted: list[int]) -> None:
    assert minimal_cover(cases) == wanted


MANY = st.lists(
    st.builds(
        lambda branches, one: CoverCandidate(branches, frozenset({str(one)})),
        st.frozensets(st.integers(0, 5), max_size=4),
        st.integers(0, 50),
    ),
    max_size=7,
    unique_by=lambda one: one.files,
)


@given(MANY)
def test_no_choice_is_smaller(cases: list[CoverCandidate]) -> None:
    wanted = frozenset[int]().union(*(one.branches for one in cases))
    chosen = minimal_cover(cases)
    assert frozenset[int]().union(*(cases[at].branches for at in chosen)) == wanted
    for size in range(len(chosen) if wanted else 0):
        for some in combinations(cases, size):
            assert frozenset[int]().union(*(one.branches for one in some)) != wanted
