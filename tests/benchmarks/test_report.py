from pathlib import Path

import pytest

from benchmarks.__main__ import PARTS as PARTS_THERE_ARE
from benchmarks.report import HEAD, Part, page, read_remarks, table
from benchmarks.rows import Aim, Peer, Row

FAST = Row("a.fast", "render", 12_345.6, "/s", Aim("ratio", 6), Peer("peer", 1_000))
SLOW = Row("a.slow", "validate", 0.75, "s", Aim("at most", 0.5))
PLAIN = Row("b.plain", "list", 1.23, "ms", peer=Peer("absent", None))
PARTS = [Part("a", (FAST, SLOW)), Part("b", (PLAIN,))]
MACHINE = {"Cores": "2", "Load average": "0.1"}


def test_the_page_says_figure_aim_peer_ratio_and_command() -> None:
    text = page(PARTS, MACHINE, "2026-11-22", {})
    assert text.startswith(HEAD)
    assert "Measured on 2026-11-22, in one run.\n\n- Cores: 2\n- Load average: 0.1\n" in text
    assert (
        "| render | 12,346 /s | 6 x the peer | peer: 1,000 /s | 12.35 x | `python -m benchmarks a` |"
    ) in text
    assert "| validate | **0.750 s** | at most 0.500 s |  |  |  |" in text
    assert "| list | 1.2 ms |  | absent: not here |  | `python -m benchmarks b` |" in text


def test_what_people_wrote_stands_under_the_table_each_time() -> None:
    text = page(PARTS, MACHINE, "2026-11-22", {"a.slow": "The disk.", "b.plain": "As expected."})
    assert text.endswith("\n- **validate**: The disk.\n- list: As expected.\n")


def test_what_is_short_and_unexplained_is_said() -> None:
    assert "- **validate**: nobody has said why yet." in page(PARTS, MACHINE, "2026-11-22", {})


def test_a_remark_on_a_row_that_is_gone_is_not_lost_silently() -> None:
    with pytest.raises(KeyError, match=r"a\.gone"):
        page(PARTS, MACHINE, "2026-11-22", {"a.gone": "text"})


def test_a_remark_on_a_part_that_was_not_asked_for_waits() -> None:
    assert "The disk" not in page(PARTS[1:], MACHINE, "2026-11-22", {"a.slow": "The disk."})


def test_a_part_that_was_not_measured_is_named_and_keeps_its_remarks_waiting() -> None:
    parts = [PARTS[0], Part("b", missing="there is no Chromium")]
    text = page(parts, MACHINE, "2026-11-22", {"b.plain": "As expected."})
    assert "| b: not measured, there is no Chromium |" in text
    assert "b: not measured, there is no Chromium" in table(parts)


def test_a_quick_page_says_that_it_means_nothing() -> None:
    assert "these figures mean nothing" in page(PARTS, MACHINE, "2026-11-22", {}, quick=True)


def test_the_terminals_table_is_in_columns_and_says_what_is_short() -> None:
    first, second, third = table(PARTS).splitlines()
    assert "met" in first
    assert "SHORT" in second
    assert first.index("12,346") == second.index("0.750 s") == third.index("1.2 ms")


def test_remarks_are_read_as_one_line_each(tmp_path: Path) -> None:
    file = tmp_path / "remarks.toml"
    file.write_text('"a.slow" = """\nThe\n  disk."""\n')
    assert read_remarks(file) == {"a.slow": "The disk."}


def test_the_remarks_there_are_are_about_a_part() -> None:
    for key, text in read_remarks().items():
        assert text
        assert key.partition(".")[0] in PARTS_THERE_ARE
