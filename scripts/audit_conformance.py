"""Audit random templates over hostile people, and judge every person alone as well.

    python -m scripts.audit_conformance --seed 7 --count 300 --people 200

``made`` templates (the default) are chains and conditions over a few columns, in JSON; with
``--grammar`` they are those of ``liquid_generator``, their roots moved below ``customer``;
``--schemas`` checks each payload against a random schema. With ``--sends`` a part of what made
templates read is message data, and each send is judged alone. Each template has its own generator,
seeded by ``SEED:INDEX``. Exit status 1: somebody was judged differently; the template is printed.
"""

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inbox_toolkit.audit.attributes import read_paths
from inbox_toolkit.audit.audit import AuditOptions, audit
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.mapping import ID_COLUMN, MappingOptions
from inbox_toolkit.audit.population import Column, ColumnKind, LeftOut, Population
from inbox_toolkit.audit.result import AuditResult, Verdict
from inbox_toolkit.audit.sends import SendOptions, SendsSource, open_sends
from inbox_toolkit.audit.sources import PeopleSource, find_files, open_people
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture, For
from inbox_toolkit.liquid.syntax.nodes import Counter as CounterNode
from inbox_toolkit.liquid.syntax.nodes import Path as VariablePath
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.reader import parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.settings import settings_of

from scripts.liquid_generator import case_at

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
PROJECT = Project(Config(root=Path("/nowhere")), (), Fixtures())
SETTINGS = settings_of(PROJECT.config)
ENVIRONMENT = RenderEnvironment(now=NOW)

ODD: Sequence[str] = [
    '"', 'a"b', 'x", "admin": "yes', "\\", "a\\", "back\\n", "two\nlines", "\t", " ", "", "\u00a0", "NaN", "nan",
    "undefined", "[object Object]", "Infinity", "1e999", "12", "-3.5", " 7 ", "0x10", "2024-02-29", "1990-01-01",
    "😀", "null", "true", "Nancy", "é", "x" * 1200, "1700000000", "0", "https://example.com/a", "javascript:x",
    "7193", "a 7193 b", "http://example.com", "{{ name }}", "<b>", "\u3000", "\x7f", "İ", "ß", "invalid date",
]  # fmt: skip
SYLLABLES = ["an", "Ma", "ri", "É", "zo", "田", " ", "x", "7", "'", "N", "a", "😀", "-", "Und", "I"]

Row = dict[str, Any]


@dataclass(frozen=True)
class People:
    """Columns with their SQL types, and a row per person; a value of None is absent."""

    columns: dict[str, tuple[str, ColumnKind]]
    rows: list[Row]


def load(engine: DuckDBEngine, people: People) -> Population:
    """Put people into a table of an engine."""
    types = ", ".join(f'"{name}" {sql}' for name, (sql, _) in people.columns.items())
    engine.run(f"CREATE OR REPLACE TABLE everyone (id VARCHAR, {types})")
    names = [*people.columns]
    values = [
        (f"u{number:09}", *(row.get(name) for name in names))
        for number, row in enumerate(people.rows)
    ]
    marks = f"({', '.join('?' * (len(names) + 1))})"
    for at in range(0, len(values), 500):
        part = values[at : at + 500]
        every = [value for row in part for value in row]
        engine.run(f"INSERT INTO everyone VALUES {', '.join([marks] * len(part))}", *every)
    columns = tuple(
        Column(name, ("customer", *name.split(".")), kind)
        for name, (_, kind) in people.columns.items()
    )
    return Population("everyone", columns, "id", "everyone")


def run_audit(
    template: Template,
    people: People,
    engine: DuckDBEngine,
    options: AuditOptions | None = None,
    project: Project = PROJECT,
) -> AuditResult:
    """Audit people by classes; everyone is verified unless the options say otherwise."""
    return audit(
        template, None, load(engine, people), engine, project=project, environment=ENVIRONMENT,
        settings=SETTINGS, options=options or AuditOptions(verify=len(people.rows), method="classes"),
    )  # fmt: skip


def one_by_one(template: Template, people: People, population: Population) -> Counter[Verdict]:
    """Judge everyone alone; how many have each verdict."""
    judge = Judge(template, None, PROJECT, ENVIRONMENT, SETTINGS)
    found: Counter[Verdict] = Counter()
    for row in people.rows:
        fields = [row.get(one.name) for one in population.columns]
        person = population.data(population.columns, fields)
        found[judge.verdicts([judge.render(person, "alone")])[0]] += 1
    return found


# Schemas of payloads ------------------------------------------------------------------------


def project_with_schema(folder: Path, schema: object) -> Project:
    """Return a project in a folder, with a schema of the payloads of the templates made here."""
    file = folder / "contracts/n.schema.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(schema), encoding="utf-8")
    return Project(Config(root=folder), (), Fixtures())


def made_schema(rng: random.Random, depth: int = 0) -> Any:
    """Return a random schema of the payloads of made templates."""
    pick = rng.choice
    keywords: dict[str, Callable[[], Any]] = {
        "type": lambda: pick(["string", "integer", "number", ["string", "null"], ["number", "integer"], "array"]),
        "minLength": lambda: pick([0, 1, 2, 5, 40]),
        "maxLength": lambda: pick([0, 3, 10, 60, 300]),
        "pattern": lambda: pick(["^https://", "^Hi", "^https?://ex", "a", "^5|x", "[A-Z]", "^[^ ]+$", "(?=H)", ""]),
        "enum": lambda: pick([["Ada", "x"], ["Hi Ada", 5], [1, 2], ["https://example.com/"], [["Ada1", "Ada2"]]]),
        "const": lambda: pick(["Ada", 5, "Hi ", {"Ada": 1, "z": 2}]),
        "format": lambda: pick(["date", "uri", "email"]),
        "minimum": lambda: pick([0, 10, 1000]),
        "exclusiveMaximum": lambda: pick([0, 100]),
        "multipleOf": lambda: pick([1, 2, 0.5]),
        "uniqueItems": lambda: True,
        "minItems": lambda: pick([1, 3]),
    }  # fmt: skip
    below: dict[str, Callable[[], Any]] = {
        "properties": lambda: {name: made_schema(rng, depth + 1) for name in rng.sample(["m0", "link", "url", "m3", "z"], 3)},
        "additionalProperties": lambda: made_schema(rng, depth + 1),
        "patternProperties": lambda: {pick(["m", "l", "^u"]): made_schema(rng, depth + 1)},
        "items": lambda: made_schema(rng, depth + 1),
        "contains": lambda: made_schema(rng, depth + 1),
        "prefixItems": lambda: [made_schema(rng, depth + 1)],
        "anyOf": lambda: [made_schema(rng, depth + 1), made_schema(rng, depth + 1)],
        "not": lambda: made_schema(rng, depth + 1),
        "if": lambda: made_schema(rng, depth + 1),
        "then": lambda: made_schema(rng, depth + 1),
        "$ref": lambda: "#/$defs/shared",
    }  # fmt: skip
    if depth == 0:
        return {
            "$schema": pick(["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"]),
            "$defs": {"shared": made_schema(rng, 3)},
            "properties": {name: made_schema(rng, 1) for name in ("m0", "link", "url", "m3")},
        }  # fmt: skip
    known = {**keywords, **(below if depth < 3 else {})}
    return {name: known[name]() for name in rng.sample(sorted(known), pick([1, 1, 2]))}


# Made templates ---------------------------------------------------------------------------

COLUMNS: dict[str, tuple[str, ColumnKind]] = {
    "a": ("VARCHAR", "text"), "b": ("VARCHAR", "text"), "c": ("VARCHAR", "text"), "n": ("BIGINT", "number"),
    "m": ("DOUBLE", "number"), "k": ("BIGINT", "number"), "f": ("BOOLEAN", "boolean"), "o": ("VARCHAR", "json"),
    "d.p": ("VARCHAR", "text"), "d.q": ("BIGINT", "number"),
}  # fmt: skip
TEXT_FILTERS = [
    "append: '!'", "prepend: 'Hi '", "append: customer.b", "upcase", "downcase", "capitalize", "strip", "default: 'x'",
    "default: customer.c", "url_encode", "truncate: 5", "size", "md5", "escape", "plus: 0", "plus: 1", "format_number",
    "currency: 'en-US', 'EUR'", "date: '%Y'", "date: '%b %-d'", "replace: 'a', 'b'", "split: ' ' | first", "lstrip",
    "titlecase", "append: 'aN'", "append: ''", "slice: 0, 2", "strip_html", "remove: 'x'", "json", "prepend: '\\'",
]  # fmt: skip
NUMBER_FILTERS = [
    "plus: 1", "minus: 3", "times: 2.5", "divided_by: 7", "floor", "ceil", "round", "round: 1", "at_least: 0",
    "at_most: 100", "abs", "format_number", "currency: 'de-DE', 'EUR'", "default: 0", "date: '%Y-%m'", "date: '%s'",
    "append: 'x'", "modulo: 3", "divided_by: 0", "times: 0", "size", "json", "pluralize: 'a', 'b'",
]  # fmt: skip
TAME_TEXT = [
    "append: '!'", "prepend: 'Hi '", "upcase", "downcase", "capitalize", "strip", "default: 'x'", "default: customer.c",
    "url_encode", "md5", "titlecase", "json", "lstrip", "rstrip",
]  # fmt: skip
TAME_NUMBER = [
    "plus: 1", "minus: 3", "times: 2.5", "divided_by: 7", "floor", "ceil", "round", "at_least: 0", "at_most: 100",
    "format_number", "currency: 'de-DE', 'EUR'", "default: 0", "date: '%Y-%m'",
]  # fmt: skip


class Maker:
    """Writes one random template over ``COLUMNS``; ``tame`` ones need classes only."""

    def __init__(self, rng: random.Random, *, tame: bool = False) -> None:
        self.rng = rng
        self.tame = tame
        self.text_filters = TAME_TEXT if tame else TEXT_FILTERS
        self.number_filters = TAME_NUMBER if tame else NUMBER_FILTERS

    def template(self) -> str:
        """Write the properties."""
        rng = self.rng
        day = "'now' | date: '%s' | minus: customer.k | divided_by: 86400 | floor"
        first = rng.choice(
            ["customer.n | plus: 1", "customer.k | minus: 3 | times: 2", day, self.chain()]
        )
        second = rng.choice(["customer.a", "customer.a | upcase", self.chain()])
        head = f"{{% assign names = 'Ada Grace Linus' | split: ' ' %}}{{% assign v = {first} %}}"
        head += f"{{% assign w = {second} %}}"
        if rng.random() < 0.3:
            head += f"{{% if {self.condition()} %}}{{% assign w = {self.chain()} %}}{{% endif %}}"
        names = ["m0", "link", "url", "m3"]
        members = ", ".join(f'"{name}": {self.value()}' for name in names[: rng.randint(1, 4)])
        return "{ " + head + members + " }"  # `{{` would begin an output

    def chain(self, *, is_json: bool = False) -> str:
        """Write a column with filters."""
        rng = self.rng
        names = (
            "abcnmkf"
            if self.tame
            else ["a", "b", "c", "n", "m", "k", "f", "o.p", "o", "d.p", "d.q", "zz"]
        )
        name = rng.choice(names)
        of_numbers = name in ("n", "m", "k", "d.q") and (self.tame or rng.random() < 0.8)
        pool = self.number_filters if of_numbers else self.text_filters
        count = 0 if self.tame and name == "f" else rng.choice([0, 0, 1, 1, 2, 3])
        filters = [rng.choice(pool) for _ in range(count)]
        return " | ".join([f"customer.{name}", *filters, *(["json"] if is_json else [])])

    def condition(self) -> str:
        """Write one to three comparisons."""
        rng = self.rng
        pick = rng.choice
        text, number = f"customer.{pick('abc')}", f"customer.{pick('nmk')}"
        any_one = f"customer.{pick(['a', 'n', 'm', 'f', 'o.p', 'o', 'zz', 'd', 'd.p'])}"
        plain = [
            f"customer.{pick('abcnmkf')}", f"{text} == '{pick(['Ada', 'x', ''])}'", f"{text} != blank",
            f"{number} == nil", f"{number} {pick(['<', '>', '<=', '>=', '=='])} {pick([0, 1, 2.5, 100, 16e8])}",
            f"{pick([1, 5])} < {number}", f"{text} contains '{pick(['a', ' ', 'N'])}'", "customer.f == true",
            f"names contains {text}", f"v > {pick([0, 10, 1000])}",
        ]  # fmt: skip
        odd = [
            any_one, f"{any_one} == nil", f"{any_one} == empty", f"{text} > 5", f"{text} == customer.b",
            f"{number} == 'x'", f"{number} < customer.k", f"'Ada Grace' contains {text}", "v",
            f"w == {pick(['blank', chr(39) + 'ADA' + chr(39)])}", f"not {text}",
        ]  # fmt: skip
        parts = [pick(plain if self.tame else plain + odd) for _ in range(pick([1, 1, 2, 3]))]
        joined = parts[0]
        for one in parts[1:]:
            joined += pick([" and ", " or "]) + one
        return joined

    def value(self, depth: int = 0) -> str:
        """Write a member's value."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.3:
            start = rng.choice(["", "Hi ", "5", "https://example.com/", "/p?q="])
            more = rng.choice(["", "!", f" {{{{ {self.chain()} }}}}"])
            return f'"{start}{{{{ {self.chain()} }}}}{more}"'
        if chance < 0.5:
            return f"{{{{ {self.chain(is_json=True)} }}}}"
        if chance < 0.58:
            return f"{{{{ {self.chain()} }}}}"
        if chance < 0.64:
            return f'{{ "{{{{ {self.chain()} }}}}": 1, "z": 2 }}'
        if chance < 0.7:
            return f'"{{{{ {rng.choice(["v", "w", "v | plus: 1", "w | default: " + chr(39) + "q" + chr(39)])} }}}}"'
        if depth > 2:
            return "1"
        if chance < 0.73:
            return f'[{{% for i in (1..2) %}}"{{{{ {self.chain()} }}}}{{{{ i }}}}"{{% unless forloop.last %}},{{% endunless %}}{{% endfor %}}]'
        one, other = self.value(depth + 1), self.value(depth + 1)
        if chance < 0.86:
            return f"{{% if {self.condition()} %}}{one}{{% else %}}{other}{{% endif %}}"
        if chance < 0.92:
            return f"{{% unless {self.condition()} %}}{one}{{% else %}}{other}{{% endunless %}}"
        subject = rng.choice(["customer.a", "customer.n", "customer.b | downcase", "v"])
        value = rng.choice(["'Ada'", "5", "'Ada', 'x'", "''", "nil", "12"])
        return f"{{% case {subject} %}}{{% when {value} %}}{one}{{% when 'Grace' %}}3{{% else %}}{other}{{% endcase %}}"


def made_people(rng: random.Random, count: int) -> People:
    """Return people with values for ``COLUMNS``, a few of them hostile."""

    def word() -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 5)))

    def text() -> str:
        if rng.random() < 0.9:
            return word()
        born = f"19{rng.randint(10, 99)}-{rng.randint(1, 12):02}-{rng.randint(1, 31):02}"
        return rng.choice([*ODD, "Ada", "Grace", str(rng.randint(-99, 99_999)), born])

    def number() -> int:
        return (
            rng.randint(-20, 3000)
            if rng.random() < 0.97
            else rng.choice([10**12, 10**16, 0, 1_700_000_000])
        )

    def real() -> float:
        if rng.random() < 0.97:
            return round(rng.uniform(-50, 500), rng.choice([0, 1, 2, 6]))
        return rng.choice([0.0, -0.0, 1e-9, 1e17, 1e300])

    def second() -> int:
        usual = rng.randint(1_500_000_000, 1_790_000_000)
        return (
            usual
            if rng.random() < 0.97
            else rng.choice([-5, 0, 253_402_300_800, 99_999_999, 10**11])
        )

    def nested() -> str:
        found = [
            {"p": word(), "q": 5},
            {"p": word()},
            {"q": 1.5},
            {"p": None},
            {"p": rng.choice(ODD)},
            [],
            [1],
            {},
        ]
        return json.dumps(rng.choice(found))

    makers: dict[str, Callable[[], Any]] = {
        "a": text, "b": text, "c": text, "n": number, "m": real, "k": second,
        "f": lambda: rng.random() < 0.5, "o": nested, "d.p": text, "d.q": number,
    }  # fmt: skip
    rows = [
        {name: None if rng.random() < 0.12 else make() for name, make in makers.items()}
        for _ in range(count)
    ]
    return People(COLUMNS, rows)


# Templates of the whole grammar -----------------------------------------------------------


def below_customer(text: str, names: set[str]) -> str | None:
    """Move the roots of a template below ``customer``; None if it does not parse."""
    parsed = parse(text)
    if parsed.errors:
        return None
    nodes = list(walk_nodes(parsed.nodes))
    local = {one.name for one in nodes if isinstance(one, Assign | Capture | CounterNode)}
    local |= {one.variable for one in nodes if isinstance(one, For)}
    places = {
        part.span.start
        for node in nodes
        for expression in node_expressions(node)
        for part in walk_expression(expression)
        if isinstance(part, VariablePath) and part.root in names - local
    }
    for at in sorted(places, reverse=True):
        text = f"{text[:at]}customer.{text[at:]}"
    return text


def grammar_case(seed: int, index: int, count: int) -> tuple[str, People] | None:
    """Return a random template of the whole grammar in JSON, and people for it."""
    case = case_at(seed, index)
    text = below_customer(case.template, set(case.data))
    if text is None or "customer." not in text:
        return None
    rng = random.Random(f"{seed}/{index}")
    body = (
        f'{{"title": "{text}"}}'
        if rng.random() < 0.7
        else f'{{"title": [{text}], "b": "{{{{ customer.who }}}}"}}'
    )
    columns: dict[str, tuple[str, ColumnKind]] = {}
    for name, value in {**case.data, "who": "Ada"}.items():
        match value:
            case bool():
                columns[name] = ("BOOLEAN", "boolean")
            case int():
                columns[name] = ("BIGINT", "number")
            case float():
                columns[name] = ("DOUBLE", "number")
            case str():
                columns[name] = ("VARCHAR", "text")
            case list() | dict():
                columns[name] = ("VARCHAR", "json")
            case _:
                pass
    rows = [
        {
            name: None if rng.random() < 0.12 else _like(rng, case.data.get(name, "Ada"), kind)
            for name, (_, kind) in columns.items()
        }
        for _ in range(count)
    ]
    return body, People({name: one for name, one in columns.items() if name != "id"}, rows)


def _like(rng: random.Random, value: Any, kind: ColumnKind) -> Any:
    match kind:
        case "boolean":
            return rng.random() < 0.5
        case "number" if isinstance(value, int):
            return rng.choice(
                [0, 1, -1, 2, 3, 5, 12, 100, 10**12, -7, 1_700_000_000, value % 2**62]
            )
        case "number":
            return rng.choice([0.0, 1.5, -2.25, 1e-7, 1e16, 1e300, 3.0])
        case "text":
            chosen = rng.choice([*ODD, value, value, "Ada", "Grace", "Linus"])
            return chosen.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case _:
            changed = [value, value, [], {}, [value]]
            if isinstance(value, dict):
                changed += [
                    {**value, key: rng.choice(["Zoë", 'q"t', "", None, 5])} for key in value
                ]
            return json.dumps(rng.choice(changed))


# Sends ------------------------------------------------------------------------------------

UNREADABLE = ['{"a": 1, "a": 2}', "[1]", "7", '"text"', "{", "NaN", '{"a": "\\ud800"}', "nil"]
"""Message data that is no JSON object, or names a member twice."""


@dataclass(frozen=True)
class Sends:
    """The person's id and the JSON text of each send; None for a send without message data."""

    rows: list[tuple[str, str | None]]


def with_message_data(rng: random.Random, properties: str) -> str:
    """Read some of what a template reads from message data instead."""
    names = [name for name in [*COLUMNS, "zz"] if rng.random() < 0.6]
    for name in names:
        properties = re.sub(rf"customer\.{re.escape(name)}\b", f"trigger.{name}", properties)
    return properties


def made_sends(rng: random.Random, people: int, count: int) -> Sends:
    """Return sends to people, and to some that do not exist, with the members of ``COLUMNS``."""
    everyone = made_people(rng, count).rows
    odd: list[Any] = [None, True, 5, -0.0, 1e17, 1.5, 10**20, "5", "", [], ["x"], {}, {"p": "x"}]

    def member(value: object) -> object:
        return rng.choice(odd) if rng.random() < 0.08 else value

    rows: list[tuple[str, str | None]] = []
    for row in everyone:
        person = f"u{rng.randrange(people + 3):09}"
        if rng.random() < 0.05:
            rows.append((person, rng.choice([*UNREADABLE, None, "", "{}", "null"])))
            continue
        data = {name: member(row[name]) for name in "abcnmkf" if row[name] is not None}
        if row["o"] is not None:
            data["o"] = member(json.loads(row["o"]))
        inner = {name: member(row[f"d.{name}"]) for name in "pq" if row[f"d.{name}"] is not None}
        if inner or rng.random() < 0.5:
            data["d"] = member(inner)
        text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
        if rng.random() < 0.02:
            text = text.replace('"d": {"', '"d": {"p": "first", "p": "twice", "', 1)
        rows.append((person, text))
    return Sends(rows)


def open_made_sends(
    engine: DuckDBEngine, people: People, sends: Sends, template: Template, folder: Path, form: str
) -> tuple[PeopleSource, SendsSource]:
    """Write people and sends into files of a format, and open them as ``inbox audit`` does."""
    load(engine, people)
    engine.run(f"COPY everyone TO '{folder}/people.parquet' (FORMAT parquet)")
    file = folder / f"sends.{form}"
    match form:
        case "ndjson":
            lines = [
                f'{{"customer_id": "{person}"{f", {chr(34)}message_data{chr(34)}: {text}" if text else ""}}}'
                for person, text in sends.rows
            ]
            file.write_text("\n".join(lines) + "\n", "utf-8")
        case "csv":
            with file.open("w", encoding="utf-8", newline="") as opened:
                csv.writer(opened).writerows([("customer_id", "message_data"), *sends.rows])
        case _:
            engine.run(
                "CREATE OR REPLACE TABLE made (identifiers STRUCT(id VARCHAR), data VARCHAR)"
            )
            for person, text in sends.rows:
                engine.run("INSERT INTO made VALUES ({'id': ?}, ?)", person, text)
            engine.run(f"COPY made TO '{file}' (FORMAT parquet)")
    source = open_people(engine, find_files([f"{folder}/people.parquet"]), MappingOptions())
    options = SendOptions(MappingOptions(), read_paths([template], root="trigger"))
    return source, open_sends(engine, find_files([str(file)]), source, options)


def judged_sends(
    template: Template, source: PeopleSource, sends: Sends, engine: DuckDBEngine
) -> tuple[Counter[Verdict], LeftOut]:
    """Judge every send alone, with message data as Python reads it."""
    columns = source.population.columns
    names = ", ".join(engine.dialect.identifier(one.name) for one in columns)
    rows = engine.run(f'SELECT "{ID_COLUMN}", {names} FROM {source.population.relation}')
    people = {row[0]: source.population.data(columns, row[1:])["customer"] for row in rows}
    judge = Judge(template, None, PROJECT, ENVIRONMENT, SETTINGS)
    found: Counter[Verdict] = Counter()
    unknown = unreadable = 0
    for person, text in sends.rows:
        if text in UNREADABLE:
            unreadable += 1
        elif person not in people:
            unknown += 1
        else:
            data = json.loads(text or "null") or {}
            outcome = judge.render({"customer": people[person], "trigger": data}, "alone")
            found[judge.verdicts([outcome])[0]] += 1
    return found, LeftOut(unknown, unreadable)


def send_cases(
    seed: int, count: int, people: int, *, tame: bool
) -> Iterator[tuple[int, Template, People, Sends]]:
    """Yield templates that parse, with their people and sends."""
    for index, template, everyone in cases(
        seed, count, people, grammar=False, tame=tame, change=with_message_data
    ):
        rng = random.Random(f"sends {seed}:{index}")
        yield index, template, everyone, made_sends(rng, people, people)


# The run ----------------------------------------------------------------------------------


def cases(
    seed: int,
    count: int,
    people: int,
    *,
    grammar: bool,
    tame: bool,
    change: Callable[[random.Random, str], str] | None = None,
) -> Iterator[tuple[int, Template, People]]:
    """Yield templates that parse, with their people; ``change`` rewrites made properties."""
    index = found = 0
    while found < count:
        index += 1
        if grammar:
            made = grammar_case(seed, index, people)
        else:
            rng = random.Random(f"made {seed}:{index}")
            properties = Maker(rng, tame=tame).template()
            if change is not None:
                properties = change(rng, properties)
            made = properties, made_people(rng, people)
        if made is None:
            continue
        file = f'{{"name": "Found", "topics": ["news"], "type": "n", "properties": {made[0]}}}'
        template = parse_template(
            Source(f"templates/t{index}.json.liquid", file), f"t{index}", PROJECT.config
        )
        if template.body is not None and not template.parsed.errors:
            found += 1
            yield index, template, made[1]


def _run_people(chosen: argparse.Namespace, totals: Counter[str]) -> None:
    for index, template, people in cases(
        chosen.seed, chosen.count, chosen.people, grammar=chosen.grammar, tame=chosen.tame
    ):
        with DuckDBEngine(threads=1) as engine, TemporaryDirectory() as folder:
            schema = made_schema(random.Random(f"{chosen.seed}:{index}"))
            project = project_with_schema(Path(folder), schema) if chosen.schemas else PROJECT
            totals["templates"] += 1
            try:
                result = run_audit(template, people, engine, project=project)
            except EngineError as error:
                totals["different"] += 1
                print(f"DIFFERENT {index}: {error.message}\n{template.source.text}")
                print(f"{json.dumps(schema)}\n" if chosen.schemas else "")
                continue
            _count(result, totals)


def _run_sends(chosen: argparse.Namespace, totals: Counter[str]) -> None:
    for index, template, people, sends in send_cases(
        chosen.seed, chosen.count, chosen.people, tame=chosen.tame
    ):
        totals["templates"] += 1
        form = ("csv", "ndjson", "parquet")[index % 3]
        is_alike, result = audit_sends(template, people, sends, form)
        _count(result, totals)
        if not is_alike:
            totals["different"] += 1
            print(f"DIFFERENT {index} ({form})\n{template.source.text}\n")


def audit_sends(
    template: Template, people: People, sends: Sends, form: str
) -> tuple[bool, AuditResult]:
    """Audit sends by classes; return whether they are judged as each is alone, and the result."""
    if form == "ndjson":  # what is no JSON is no line, and what is no value is left out
        good = [(person, text) for person, text in sends.rows if text not in UNREADABLE[4:]]
        sends = Sends(good)
    with TemporaryDirectory() as folder, DuckDBEngine(threads=1) as engine:
        source, opened = open_made_sends(engine, people, sends, template, Path(folder), form)
        options = AuditOptions(verify=0, method="classes")
        result = audit(
            template, None, opened.population, engine, project=PROJECT, environment=ENVIRONMENT,
            settings=SETTINGS, options=options,
        )  # fmt: skip
        alone, left_out = judged_sends(template, source, sends, engine)
    found = Counter({one.verdict: one.people for one in result.verdicts})
    return found == alone and result.left_out == left_out, result


def _count(result: AuditResult, totals: Counter[str]) -> None:
    totals[result.plan.method] += 1
    totals["people"] += result.people
    totals["renders"] += result.renders
    if any(one.key == "class" for one in result.plan.columns):
        totals["with classes"] += 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--grammar", action="store_true")
    parser.add_argument("--tame", action="store_true")
    parser.add_argument("--schemas", action="store_true")
    parser.add_argument("--sends", action="store_true")
    chosen = parser.parse_args()
    totals: Counter[str] = Counter()
    if chosen.sends:
        _run_sends(chosen, totals)
    else:
        _run_people(chosen, totals)
    print(dict(totals))
    return 1 if totals["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
