"""Lays the rows out: as a table for the terminal, and as the page ``RESULTS.md``.

What people found out about a row is kept by hand in ``remarks.toml``, by the row's key, and put
under the table each time.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import Row

REMARKS = Path(__file__).with_name("remarks.toml")

HEAD = """\
<!-- Made by `make bench`; what is said under the table is kept in benchmarks/remarks.toml. -->

# Results

"""


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the benchmarks came to; ``missing`` says why it has no rows.

    It is broken where it should have had some.
    """

    name: str
    rows: Sequence[Row] = ()
    missing: str = ""
    is_broken: bool = False


def table(parts: Sequence[Part]) -> str:
    """Return the rows as columns for a terminal."""
    lines = [cells for part in parts for cells in _lines(part)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in lines
    )


def page(
    parts: Sequence[Part],
    machine: Mapping[str, str],
    day: str,
    remarks: Mapping[str, str],
    *,
    quick: bool = False,
) -> str:
    """Return the whole of ``RESULTS.md``; raises KeyError for a remark on no row."""
    known = {row.key: row for part in parts for row in part.rows}
    measured = {part.name for part in parts if not part.missing}
    lost = [key for key in remarks if key not in known and key.partition(".")[0] in measured]
    if lost:
        raise KeyError(f"remarks.toml speaks of rows that are not there: {', '.join(lost)}")
    described = "\n".join(f"- {name}: {value}" for name, value in machine.items())
    how = "in one run" if not quick else "quickly: these figures mean nothing"
    return (
        f"{HEAD}Measured on {day}, {how}.\n\n{described}\n\n"
        f"{_page_table(parts)}\n{_notes(known, remarks)}"
    )


def read_remarks(file: Path = REMARKS) -> dict[str, str]:
    """Return what people found out, by the key of a row."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: " ".join(text.split()) for key, text in found.items()}


def _page_table(parts: Sequence[Part]) -> str:
    head = "| what | figure | aim | peer | times as fast | command |\n|---|---|---|---|---|---|\n"
    body = ""
    for part in parts:
        for number, row in enumerate(part.rows):
            command = f"`python -m benchmarks {part.name}`" if number == 0 else ""
            figure = f"**{_figure(row)}**" if row.is_met is False else _figure(row)
            body += f"| {row.what} | {figure} | {_aim(row)} | {_peer(row)} | {_ratio(row)} | {command} |\n"
        if part.missing:
            body += f"| {part.name}: not measured, {part.missing} | | | | | |\n"
    return head + body


def _notes(known: Mapping[str, Row], remarks: Mapping[str, str]) -> str:
    short = [row for row in known.values() if row.is_met is False]
    said = "Bold: short of the aim. A ratio above 1 means that this is faster than the peer.\n"
    for row in short:
        said += f"\n- **{row.what}**: {remarks.get(row.key, 'nobody has said why yet.')}"
    for key, text in remarks.items():
        if key in known and known[key] not in short:
            said += f"\n- {known[key].what}: {text}"
    return said.rstrip("\n") + "\n"


def _lines(part: Part) -> list[list[str]]:
    if part.missing:
        return [[f"{part.name}: not measured, {part.missing}", "", "", "", ""]]
    verdicts = {True: "met", False: "SHORT", None: ""}
    return [
        [
            row.what,
            _figure(row),
            f"{_aim(row)} {verdicts[row.is_met]}".strip(),
            _peer(row),
            _ratio(row),
        ]
        for row in part.rows
    ]


def _figure(row: Row) -> str:
    return _amount(row.figure, row.unit)


def _amount(value: float, unit: str) -> str:
    if unit == "/s":
        return f"{value:,.0f} /s"
    if unit == "files":
        return f"{value:.0f} files"
    if unit in ("ms", "MB"):
        return f"{value:.1f} {unit}"
    return f"{value:.3f} s" if value < 1 else f"{value:.1f} s"


def _aim(row: Row) -> str:
    if row.aim is None:
        return ""
    if row.aim.kind == "ratio":
        return f"{row.aim.value:.3g} x the peer"
    return f"{row.aim.kind} {_amount(row.aim.value, row.unit)}"


def _peer(row: Row) -> str:
    if row.peer is None:
        return ""
    figure = "not here" if row.peer.figure is None else _amount(row.peer.figure, row.unit)
    return f"{row.peer.name}: {figure}"


def _ratio(row: Row) -> str:
    return "" if row.ratio is None else f"{row.ratio:.2f} x"
