"""Invents a population: realistic skew, and values of real exports that templates break on.

Every value is a function of the seed, the person's number and the column, computed by the engine:
the same seed gives the same people, and ten million take half a minute of two cores.
``columns_for`` lists the columns, those that a project's templates read included; ``write_people``
has the engine write the file.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Literal

from inbox_toolkit.audit.engines.dialect import DUCKDB
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import Progress
from inbox_toolkit.contract.inference.types import UNIX_SECONDS
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.generate.generator import DataGenerator
from inbox_toolkit.project.files import error_reason
from inbox_toolkit.vocabulary import CITIES, WORDS

PeopleFormat = Literal["parquet", "csv", "ndjson"]
Schema = Mapping[str, Any]

_SUFFIXES: Mapping[str, tuple[PeopleFormat, str]] = {
    ".parquet": ("parquet", "FORMAT parquet, COMPRESSION zstd"),
    ".csv": ("csv", "FORMAT csv, HEADER"),
    ".csv.gz": ("csv", "FORMAT csv, HEADER, COMPRESSION gzip"),
    ".ndjson": ("ndjson", "FORMAT json"),
    ".jsonl": ("ndjson", "FORMAT json"),
    ".ndjson.gz": ("ndjson", "FORMAT json, COMPRESSION gzip"),
    ".jsonl.gz": ("ndjson", "FORMAT json, COMPRESSION gzip"),
}  # fmt: skip

_STEMS = (
    "Al", "An", "Ar", "Be", "Bri", "Ca", "Chri", "Da", "De", "Do", "Ed", "El", "Em", "Fe", "Fran",
    "Ga", "Gi", "Ha", "He", "Il", "Is", "Ja", "Jo", "Ka", "Ki", "La", "Li", "Lo", "Lu", "Ma",
    "Mi", "Mo", "Na", "Ni", "No", "Ol", "Pa", "Pe", "Ra", "Ri", "Ro", "Sa", "Si", "So", "Ste",
    "Ta", "Ti", "Val", "Vi", "Wen", "Ya", "Za",
)  # fmt: skip
_ENDINGS = (
    "na", "ria", "ron", "lia", "than", "vin", "mir", "sha", "len", "bel", "dra", "ton", "lie",
    "rik", "nya", "mo", "tte", "dan", "ley", "ne", "la", "ra", "ko", "ny", "sy", "co", "zio",
)  # fmt: skip
_CITY_ENDINGS = ("", "", "", " City", "-sur-Mer", "burg", "ville", " upon Tyne", "stad", " del Mar")
_SURNAME_ENDINGS = ("", "son", "sen", "ez", "ov", "ski", "-Smith", " da Silva", "mann", "ić")

_UNUSUAL_NAMES = (
    "José", "Zoë", "Łukasz", "Nuñez", "Мария", "Дмитрий", "田中", "美咲", "محمد", "نور", "Seán",
    "O'Brien", "D’Arcy", "👩‍🚀 Ana", "Björk", "अनन्या", "Nguyễn", "שרה", "Jean‑Luc", "Anne Marie",
)  # fmt: skip
"""Names as people spell them: accents, other scripts, right to left, apostrophes, emoji."""

_HOSTILE_TEXTS = (
    'Dwayne "The Rock"', 'Bob "Builder"', 'x", "admin": "yes', "back\\slash", "C:\\new",
    "two\nlines", "tab\there", "NaN", "undefined", "[object Object]", "null", "<b>Bo</b>", "a\\",
    "{{ name }}", "{% raw %}", 'quote"', "\u2028separator", "\x07bell", "\u202egnirts", "nan", '"',
    "{}", "[]", "Infinity", "true", "0", "-", "N/A", "🪨", "z\u0301\u0323a", "Zero\u200bWidth",
)  # fmt: skip
"""Names that real exports hold and that break what was made with tidy ones."""

_BLANK_TEXTS = (" ", "  ", "\t", "\u00a0", "\u3000", "\n", "\ufeff")
_NUMBER_TEXTS = ("n/a", "1,200", "twelve", " 12 ", "1e3", "0x10", "12€", "1.200,50", "-0", "٣")
_DATE_TEXTS = ("0000-00-00", "1990-02-30", "31/12/1980", "1985", "", "2001-1-5", "9999-12-31")
_ODD_SECONDS = (0, -1, 1_700_000_000_000, 253_402_300_800, 1_700_000_000)

_REGIONS = (
    ("US", "en", "en-US", "America/New_York"), ("GB", "en", "en-GB", "Europe/London"),
    ("FR", "fr", "fr-FR", "Europe/Paris"), ("DE", "de", "de-DE", "Europe/Berlin"),
    ("BR", "pt", "pt-BR", "America/Sao_Paulo"), ("JP", "ja", "ja-JP", "Asia/Tokyo"),
    ("EG", "ar", "ar-EG", "Africa/Cairo"), ("ES", "es", "es-ES", "Europe/Madrid"),
    ("MX", "es", "es-MX", "America/Mexico_City"), ("AT", "de", "de-AT", "Europe/Vienna"),
    ("CH", "fr", "fr-CH", "Europe/Zurich"), ("PT", "pt", "pt-PT", "Europe/Lisbon"),
)  # fmt: skip
"""Territory, language, locale and time zone, the most frequent ones first."""

_TAGS = (["news"], ["sport"], ["news", "food"], ["travel", "tech", "art"], ['27" screens'])

_MOST_USES = 4_096
"""Random numbers for one person; each is the hash of a whole number that no other one has, since
DuckDB's hash of several numbers leaves them correlated."""

_DRAWS = 300
"""Documents drawn from a contract, from which attributes that are not known by name are taken."""
_HOSTILITY = 0.02


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """One column: an SQL expression over ``i``, the person's number, NULL where it is missing.

    ``kind`` is the JSON type of its values; ``json`` means JSON text. ``odd`` is an expression of
    texts for the few people whose number is kept as text, NULL for everyone else.
    """

    name: str
    kind: Literal["text", "number", "boolean", "json"]
    sql: str
    odd: str | None = None

    def expression(self, form: PeopleFormat) -> str:
        """Return the expression whose values the file holds.

        A column of Parquet has one type, so that numbers stay numbers there; lines of JSON have any
        type in each line.
        """
        if self.odd is not None and form != "parquet":
            number = f"CAST({self.sql} AS VARCHAR)"
            if form == "ndjson":
                return f"coalesce(to_json({self.odd}), CAST({number} AS JSON))"
            return f"coalesce({self.odd}, {number})"
        if self.kind == "json":
            parsed = f"THEN CAST({self.sql} AS JSON) ELSE to_json({self.sql}) END"
            return f"CASE WHEN json_valid({self.sql}) {parsed}" if form == "ndjson" else self.sql
        return self.sql


@dataclass(slots=True)
class _Chance:
    """Makes expressions of pseudo-random values; each use takes its own column of the hash."""

    seed: int
    uses: int = field(default=0)

    def uniform(self) -> str:
        """Return an expression that is evenly spread over [0, 1)."""
        self.uses += 1
        number = f"i * {_MOST_USES} + {(self.seed % 2**20 << 42) + self.uses}"
        return f"((hash({number}) & 1073741823) * 9.313225746154785e-10)"

    def whole(self, count: int, skew: float = 1) -> str:
        """Return whole numbers below ``count``; the larger the skew, the more small ones."""
        drawn = self.uniform() if skew == 1 else f"pow({self.uniform()}, {skew})"
        return f"CAST(floor({count} * {drawn}) AS BIGINT)"

    def pick(self, values: Sequence[object], skew: float = 1) -> str:
        """Return one of some values; with skew, the first ones are the most frequent."""
        return f"({_sql_list(values)})[1 + {self.whole(len(values), skew)}]"

    def mix(self, *parts: tuple[float, str], rest: str) -> str:
        """Return an expression of shares: each part for its share of the people, else the rest."""
        drawn, reached, arms = self.uniform(), 0.0, []
        for share, part in parts:
            reached += share
            arms.append(f"WHEN {drawn} < {reached:.6f} THEN {part}")
        return f"CASE {' '.join(arms)} ELSE {rest} END"


def columns_for(schemas: Iterable[Schema], *, seed: int = 0) -> tuple[PeopleColumn, ...]:
    """Return the usual columns, then those that only these contracts of ``customer`` name.

    A text that a contract compares with something also takes the values compared with. Where a
    contract wants another type than usual, it decides.
    """
    wanted = _members(schemas)
    chance = _Chance(seed)
    columns = []
    for column in _usual(chance, wanted):
        types = wanted.get(column.name, _Member()).types
        if not types or _fits(column, types):
            columns.append(column)
    known = {column.name for column in columns}
    others = sorted(wanted.keys() - known)
    return (*columns, *(_drawn_column(name, wanted[name], chance) for name in others))


def write_people(
    file: Path,
    count: int,
    columns: Sequence[PeopleColumn],
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write ``count`` people, whole or not at all; the suffix of the name says in which format.

    Raises UsageError for a suffix that is not known or a file that exists (unless ``replace``), and
    ProjectError where it cannot be written.
    """
    form, options = format_of(file)
    if file.exists() and not replace:
        raise UsageError(f"{file} exists already", help="choose another name, or add --yes")
    if not file.parent.is_dir():
        raise UsageError(f"there is no folder {file.parent}", help="make it, or choose another")
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    chosen = ", ".join(
        f"{one.expression(form)} AS {DUCKDB.identifier(one.name)}" for one in columns
    )
    people = f"SELECT {chosen} FROM range(1, {count + 1}) AS people(i)"
    try:
        with DuckDBEngine() as engine:
            engine.execute(
                f"COPY ({people}) TO {DUCKDB.text(str(draft))} ({options})",
                "inventing people",
                progress,
            )
        draft.replace(file)
    except OSError as error:
        reason, advice = error_reason(error)
        raise ProjectError(f"{file} cannot be written: {reason}", help=advice) from None
    finally:
        with suppress(OSError):
            draft.unlink()


def format_of(file: Path) -> tuple[PeopleFormat, str]:
    """Return the format that a file's name asks for, and DuckDB's options for it."""
    name = file.name.lower()
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if name.endswith(suffix):
            return _SUFFIXES[suffix]
    raise UsageError(
        f"{file.name}: the name does not say which format to write",
        help=f"end it with one of {', '.join(_SUFFIXES)}",
    )


@dataclass(slots=True)
class _Member:
    """What contracts say of one attribute: types, values to compare with, and values drawn."""

    types: set[str] = field(default_factory=set)
    values: list[object] = field(default_factory=list)
    drawn: list[object] = field(default_factory=list)
    format: object = None


def _members(schemas: Iterable[Schema]) -> dict[str, _Member]:
    members: dict[str, _Member] = {}
    for schema in schemas:
        generator = DataGenerator(schema, Random(7))  # noqa: S311 - invented values, not secrets
        documents = [generator.drawn(_HOSTILITY) or {} for _ in range(_DRAWS)]
        for name, inner in schema.get("properties", {}).items():
            member = members.setdefault(name, _Member())
            member.drawn += [one[name] for one in documents if name in one]
            if isinstance(inner, Mapping):
                types = inner.get("type", ())
                member.types |= {types} if isinstance(types, str) else set(types)
                member.values += [*inner.get("enum", ()), *inner.get("examples", ())]
                member.format = member.format or inner.get("format")
    return members


def _fits(column: PeopleColumn, types: set[str]) -> bool:
    """Return True if a column's values are of one of the types that contracts allow."""
    of_kind = {
        "text": {"string"},
        "number": {"number", "integer"},
        "boolean": {"boolean"},
        "json": {"object", "array"},
    }
    return bool(of_kind[column.kind] & types)


def _usual(chance: _Chance, wanted: Mapping[str, _Member]) -> list[PeopleColumn]:
    """Return the columns that most workspaces have."""
    region = chance.whole(len(_REGIONS), 2)

    def of_region(number: int) -> str:
        return f"({_sql_list([one[number] for one in _REGIONS])})[1 + {region}]"

    def texts(name: str, usual: Sequence[str], missing: float) -> PeopleColumn:
        compared = [one for one in wanted.get(name, _Member()).values if isinstance(one, str)]
        return _text(chance, name, chance.pick([*dict.fromkeys([*compared, *usual])], 2), missing)

    known_firsts = [person.first for words in WORDS.values() for person in words.people]
    known_cities = [one for cities in CITIES.values() for one in cities]
    first = f"{chance.pick(_STEMS, 1.5)} || {chance.pick(_ENDINGS, 1.3)}"
    last = f"{chance.pick(_STEMS)} || {chance.pick(_ENDINGS)} || {chance.pick(_SURNAME_ENDINGS)}"
    city = f"{chance.pick(_STEMS)} || {chance.pick(_ENDINGS)} || {chance.pick(_CITY_ENDINGS)}"
    city = chance.mix((0.4, chance.pick(known_cities, 1.5)), rest=city)
    tags = [_json(one) for one in _TAGS]
    return [
        PeopleColumn("id", "text", "'u' || lpad(CAST(i AS VARCHAR), 9, '0')"),
        _mixed(
            chance, "email", f"'user' || i || '+tag@m' || {chance.whole(40, 3)} || '.example'", 0.01
        ),
        _name(chance, "first_name", chance.mix((0.3, chance.pick(known_firsts, 2)), rest=first)),
        _name(chance, "last_name", last),
        _mixed(chance, "phone", f"'+120255501' || (10 + {chance.whole(90)})", 0.6),
        _text(chance, "city", city, 0.1),
        _mixed(chance, "country", of_region(0), 0.02),
        _mixed(chance, "language", of_region(1), 0.05, (0.01, "''"), (0.02, "'en-GB'")),
        _mixed(chance, "locale", of_region(2), 0.07, (0.01, "'xx'")),
        _mixed(chance, "timezone", of_region(3), 0.06, (0.005, "'Mars/Base'")),
        texts("plan", ("free", "basic", "pro", "enterprise", "Pro"), 0.02),
        texts("tier", ("basic", "silver", "gold", "platinum"), 0.2),
        _number(chance, "points", chance.whole(20_000, 4), 0.08),
        _number(chance, "balance", f"round(1000 * pow({chance.uniform()}, 3) - 20, 2)", 0.1),
        _mixed(
            chance,
            "spent",
            f"CAST({chance.whole(20_000, 4)} AS VARCHAR)",
            0.05,
            (0.02, "''"),
            (0.01, chance.pick(_NUMBER_TEXTS)),
        ),
        _seconds(chance, "created_at", 1_500_000_000, 250_000_000, 0.0),
        _seconds(chance, "last_seen_at", 1_700_000_000, 64_000_000, 0.15),
        _mixed(
            chance,
            "birthday",
            f"strftime(DATE '1940-01-01' + CAST({chance.whole(25_000)} AS INTEGER), '%Y-%m-%d')",
            0.4,
            (0.01, chance.pick(_DATE_TEXTS)),
        ),
        _boolean(chance, "is_vip", 0.3),
        PeopleColumn("address", "json", _address(chance, known_cities)),
        _mixed(chance, "tags", chance.pick(tags, 2), 0.3, (0.1, "'[]'"), kind="json"),
        _boolean(chance, "unsubscribed", 0.0),
    ]


def _mixed(
    chance: _Chance,
    name: str,
    usual: str,
    missing: float,
    *odd: tuple[float, str],
    kind: Literal["text", "json"] = "text",
) -> PeopleColumn:
    """Return the column of a value that is missing for a share of people, and odd for others."""
    return PeopleColumn(name, kind, chance.mix((missing, "NULL"), *odd, rest=usual))


def _boolean(chance: _Chance, name: str, missing: float) -> PeopleColumn:
    return PeopleColumn(
        name, "boolean", chance.mix((missing, "NULL"), rest=f"{chance.uniform()} < 0.1")
    )


def _name(chance: _Chance, name: str, usual: str) -> PeopleColumn:
    """Return the column of a name: some missing, empty, blank, hostile or spelled unusually."""
    return PeopleColumn(
        name,
        "text",
        chance.mix(
            (0.03, "NULL"),
            (0.01, "''"),
            (0.002, chance.pick(_BLANK_TEXTS)),
            (0.002, chance.pick(_HOSTILE_TEXTS)),
            (0.05, chance.pick(_UNUSUAL_NAMES)),
            (0.03, f"lower({usual})"),
            rest=usual,
        ),
    )


def _text(chance: _Chance, name: str, usual: str, missing: float) -> PeopleColumn:
    return PeopleColumn(
        name,
        "text",
        chance.mix(
            (missing, "NULL"), (0.002, "''"), (0.0005, chance.pick(_HOSTILE_TEXTS)), rest=usual
        ),
    )


def _number(chance: _Chance, name: str, usual: str, missing: float) -> PeopleColumn:
    sql = chance.mix((missing, "NULL"), rest=usual)
    as_text = chance.mix((0.5, chance.pick(_NUMBER_TEXTS)), rest=f"CAST({usual} AS VARCHAR)")
    return PeopleColumn(name, "number", sql, chance.mix((0.01, as_text), rest="NULL"))


def _seconds(chance: _Chance, name: str, first: int, span: int, missing: float) -> PeopleColumn:
    """Return Unix times, a few of them zero, negative, in milliseconds or past the year 9999."""
    odd = chance.pick(_ODD_SECONDS)
    usual = f"{first} + {chance.whole(span)}"
    return PeopleColumn(name, "number", chance.mix((missing, "NULL"), (0.0005, odd), rest=usual))


def _address(chance: _Chance, cities: Sequence[str]) -> str:
    zip_code = f"lpad(CAST({chance.whole(100_000)} AS VARCHAR), 5, '0')"
    whole = f"CAST(json_object('city', {chance.pick(cities, 2)}, 'zip', {zip_code}) AS VARCHAR)"
    broken = chance.pick(['{"city": "Leeds"', "Leeds", "null", '"Leeds"', '{"city": {}}'])
    cityless = DUCKDB.text('{"city":null,"zip":"1"}')
    return chance.mix((0.3, "NULL"), (0.02, "'{}'"), (0.02, cityless), (0.001, broken), rest=whole)


def _drawn_column(name: str, member: _Member, chance: _Chance) -> PeopleColumn:
    """Return the column of an attribute that only contracts know, from values drawn for them."""
    types, missing = member.types, 0.05
    if types and types <= {"boolean", "null"}:
        return _boolean(chance, name, missing)
    if types & {"number", "integer"}:
        if member.format == UNIX_SECONDS or name.endswith(("_at", "_time", "_since")):
            return _seconds(chance, name, 1_700_000_000, 90_000_000, missing)
        return _number(chance, name, chance.whole(20_000, 4), missing)
    values = [*member.values, *member.drawn]
    if any(isinstance(one, dict | list) for one in values):
        texts = list(dict.fromkeys(_json(one) for one in values)) or ["null"]
        return _mixed(chance, name, chance.pick(texts), missing, kind="json")
    plain = list(dict.fromkeys(one for one in values if isinstance(one, str))) or ["something"]
    return _text(chance, name, chance.pick(plain, 1.5), missing)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _sql_list(values: Sequence[object]) -> str:
    literals = (str(one) if isinstance(one, int) else DUCKDB.text(str(one)) for one in values)
    return f"[{', '.join(literals)}]"
