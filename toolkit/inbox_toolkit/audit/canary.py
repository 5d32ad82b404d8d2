"""A few hundred hostile values that go through an engine's SQL before the first person does.

The engine must give each the class that Python gives it, tell all of them apart, and put them in
the order of their code points. A dialect that differs in any of it, because of a collation, a
regular expression or a cast, would judge people wrongly and say nothing; so it is refused.
"""

from collections.abc import Sequence
from itertools import zip_longest

from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.engines.engine import Engine, EngineError
from inbox_toolkit.audit.keys import ColumnKey, key_slices

_MARKS = ['"', "\\", "[", "]", ":", "'", "{", "<", "&", "%", "_", "^", "$", "|", "\n", "\t", "\x01"]
_SPACES = [
    " ",
    "\u00a0",
    "\u1680",
    "\u2003",
    "\u2028",
    "\u3000",
    "\ufeff",
    "\x7f",
    "\x85",
    "\u200b",
]
_WORDS = [
    "", "Ada", "ada", "ADA", "Ádá", "Ada ", "José", "Jose\u0301", "Łukasz", "İstanbul", "straße",
    "田中", "محمد",
    "👩‍🚀 Ana", "O'Brien", "NaN", "nan", "NaN!", "nancy", "Undefined", "undefined ", "infinity",
    "Infinity é",
    "Invalid Date", "invalid dates", "[object Object]", "null", "true", "7193", "17193x", "a7",
    "Z", "~", "é",
]  # fmt: skip
_NUMBERS = [
    "0", "7", "-7", "007", "12", " 12", "12 ", "1.5", "1.", ".5", "1e3", "0x10", "1,200",
    "99999999999",
    "123456789012", "100000000", "99999999", "1700000000", "1700000000\n", "٣", "12€", "1.2345",
    "--1",
]  # fmt: skip
_DAYS = [
    "2024-02-29", "2026-02-30", "0000-00-00", "2026-13-01", "2026-01-15", "2026-01-15T09:00Z",
    "2026-01-15T24:00Z", "2026-01-15 09:00", "26-01-15", "2026-1-5", "2026-01-15T09:00:59Z",
]  # fmt: skip
_LINKS = [
    "https://example.com", "https://example.com/a?b=c#d", "https://EXAMPLE.com",
    "http://example.com",
    "https://example.com/a b", 'https://example.com/"', "https://exämple.com/", "https://",
    "javascript:x",
    "/path", "https://example.com/[x]", "https://example.com/é", "https://example.com\n",
]  # fmt: skip
_AFFIXED = [
    one for mark in (*_MARKS, *_SPACES) for one in (mark, mark + "a", "a" + mark, f"a{mark}b")
]
TEXTS = tuple(dict.fromkeys((*_WORDS, *_NUMBERS, *_DAYS, *_LINKS, *_AFFIXED)))
INTEGERS = (
    0,
    1,
    -1,
    7,
    10**15,
    10**15 + 1,
    -(10**15) - 1,
    99_999_999,
    100_000_000,
    253_402_300_800,
)


def check_engine(engine: Engine, keys: Sequence[ColumnKey]) -> None:
    """Raise EngineError unless the engine means by the keys' SQL what Python means."""
    _check_order(engine)
    used = _classes(keys)
    if not used:
        return
    rows = list(zip_longest(*map(_samples, used)))
    slices = key_slices(used)
    found = sorted(
        engine.query(canary_statements(keys, engine.dialect)[2]), key=lambda row: int(str(row[0]))
    )
    for row, answer in zip_longest(rows, found, fillvalue=()):
        for key, raw, at in zip(used, row, slices, strict=True):
            given = answer[1:][at]
            if not _agrees(key.classify(raw), given) and not _agrees(key.itself(raw), given):
                raise EngineError(
                    f"{engine.name} does not class values as this toolkit does: "
                    f"{raw!r} for `{key.column.label}`",
                    help="use another engine or a binary collation: it would judge people wrongly",
                )


def canary_statements(keys: Sequence[ColumnKey], write: Dialect) -> list[str]:
    """Return what an engine is asked: two statements of texts, and one of the keys' classes."""
    relation = _relation(write, [(one,) for one in TEXTS])
    statements = [
        f"SELECT c1 AS k0, count(*) AS k1 FROM {relation} GROUP BY 1",
        f"SELECT min(c1) AS k0, max(c1) AS k1 FROM {relation} WHERE c1 <> ''",
    ]
    used = _classes(keys)
    if used:
        relation = _relation(write, list(zip_longest(*map(_samples, used))))
        classes = [sql for number, one in enumerate(used) for sql in one.sql(f"c{number + 1}")]
        named = ", ".join(f"{sql} AS k{number + 1}" for number, sql in enumerate(classes))
        statements.append(f"SELECT c0 AS k0, {named} FROM {relation}")
    return statements


def _classes(keys: Sequence[ColumnKey]) -> list[ColumnKey]:
    return [one for one in keys if one.kind == "class"]


def _samples(key: ColumnKey) -> list[object]:
    if key.width == 2:
        cuts = [value for _, value in key.need.cuts]
        whole = [int(one) for one in cuts if float(one).is_integer()]
        around = [one + step for one in whole for step in (-1, 0, 1)]
        return [None, *dict.fromkeys((*INTEGERS, *around))]
    need = key.need
    near = [one + "x" for one in (*need.texts, *need.parts)]
    upper = [one.swapcase() for one in (*need.texts, *need.parts)]
    own = [one for one in (*need.texts, *need.parts, *near, *upper) if "\x00" not in one]
    longest = ["x" * key.max_bytes, "x" * (key.max_bytes + 1), "é" * (key.max_bytes // 2 + 1)]
    return [None, *dict.fromkeys((*TEXTS, *longest, *own))]


def _relation(write: Dialect, rows: Sequence[tuple[object, ...]]) -> str:
    def literal(value: object) -> str:
        if value is None:
            return "NULL"
        return write.text(value) if isinstance(value, str) else str(value)

    numbered = [[str(number), *(literal(one) for one in row)] for number, row in enumerate(rows)]
    numbered.append(numbered.pop(0))  # NULL has no type; the first row might decide it
    return write.values(numbered, "canary")


def _agrees(wanted: tuple[object, ...], given: tuple[object, ...]) -> bool:
    return len(wanted) == len(given) and all(
        one == other
        and (one is None) == (other is None)
        and isinstance(one, str) == isinstance(other, str)
        for one, other in zip(wanted, given, strict=True)
    )


def _check_order(engine: Engine) -> None:
    """Make sure that texts are grouped and ordered by their code points."""
    groups, extremes = canary_statements((), engine.dialect)
    grouped = list(engine.query(groups))
    if {row[0] for row in grouped} != set(TEXTS) or len(grouped) != len(TEXTS):
        raise EngineError(
            f"{engine.name} takes different texts for the same",
            help="use a binary collation: people with different names would be judged as one",
        )
    lowest = list(engine.query(extremes))
    texts = [one for one in TEXTS if one]
    if lowest != [(min(texts), max(texts))]:
        raise EngineError(
            f"{engine.name} does not order texts by their code points",
            help="use a binary collation: the smallest id would not be the smallest",
        )
