"""Mutate the files of a small project, and run on it what every command stands on.

Templates are cut into tags, outputs and text; tokens are deleted, doubled, swapped, unbalanced and
bent. Fixtures and contracts are mutated as JSON and as text, the configuration as lines.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from inbox_toolkit.codegen.codegen import TypeGenerator
from inbox_toolkit.contract.contract import contracts_of, effective_contract
from inbox_toolkit.contract.contract_file import ContractError
from inbox_toolkit.diagnostics.diagnostic import Report
from inbox_toolkit.diagnostics.reporters import FORMATS, ReportStyle, print_report
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.project.config import Config, find_config
from inbox_toolkit.project.project import load_project
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.validation.engine import ValidateOptions, validate_project

from tests.support.projects import NOW, write_project

ROOT = Path(__file__).resolve().parents[2]

LATEST = [
    "{% liquid\n  assign first = customer.first_name | default: 'friend'\n  assign n = trigger.items | size\n%}"
    '"a": {{ first | json }}',
    '"b": {% if trigger.count > 1 and customer.tier == \'gold\' %}1{% elsif n == 0 %}"none"{% else %}2{% endif %}',
    '"c": "{% unless customer.points %}x{% else %}{{ customer.points | plus: 0 | divided_by: 2 }}{% endunless %}"',
    '"d": [{% for i in trigger.items limit: 3 %}{"n": {{ i.name | json }}, "p": {{ i.price | times: 2 }}}'
    "{% unless forloop.last %},{% endunless %}{% else %}{}{% endfor %}]",
    "\"e\": {% case customer.tier %}{% when 'gold', 'silver' %}\"g\"{% when 1 %}\"s\"{% else %}{{ 'x' | json }}{% endcase %}",
    '{% capture text %}Hi {{ first }}{% raw %}{{ not }}{% endraw %}{% endcapture %}"f": {{ text | strip | json }}',
    '{% comment %} inbox-ignore-next-line unsafe-in-json: known {% endcomment %}\n"g": "{{ customer.first_name }}"',
    "\"h\": \"{% cycle 'a', 'b' %}{% increment z %}{{ trigger.at | date: '%d %B', 'Europe/Paris' }}\"",
    '"i": "{% tablerow i in trigger.items cols: 2 %}{{ i[\'name\'] }}{% endtablerow %}"',
    "\"j\": {{ trigger.items | where: 'price', 2 | map: 'name' | join: ', ' | json }}",
    '"k": "<<customer.first_name>>{{ snippets.footer }}{{ objects.shop.name }}"',
    '"l": "{% for i in (1..3) %}{% if i == 2 %}{% break %}{% endif %}{{ forloop.index }}{% endfor %}"',
    '"link": "https://example.com/{{ customer.id | url_encode }}?q={{ trigger.count }}"',
]
LEGACY = [
    '"a": "{% ifchanged %}{{ customer.tier }}{% endifchanged %}{% if trigger.count > 1 %}x{% endif %}"',
    '"b": [{% for i in trigger.items %}{{ i.name | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]',
    '"c": "{{ customer.points | number_with_delimeter }}{% assign a = customer.first_name | upcase %}{{ a | htmlencode }}"',
]
ENVELOPE = '"topics": ["orders"], "expiration": {"type": "relative", "value": 30, "unit": "days"}'
CONFIG = """templates = "templates"
liquid = "latest"
[render]
now = "2026-01-15T09:00:00Z"
json = "text"
[inbox]
topics = ["orders", "news"]
types = ["card"]
[validate]
rules = "all"
fail_level = "warning"
[validate.severity]
blank-value = "warning"
[validate.options.expiration]
days = 30
[validate.ignore]
"templates/*" = ["unreached-fallback", "unlisted-construct"]
[send]
recipients = ["id:1"]
"""
PROFILE = {"id": "u1", "first_name": "Ada", "tier": "gold", "points": 12, "email": "a@example.com"}
DATA = {
    "count": 2,
    "at": 1768552200,
    "items": [{"name": "Pen", "price": 2}, {"name": "Cup", "price": 9.5}],
}
CONTRACT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "count": {"type": "number", "minimum": 1},
        "at": {"$ref": "#/$defs/at"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "price": {"type": "number"}},
                "required": ["name", "price"],
            },
        },
    },
    "required": ["items"],
    "$defs": {"at": {"type": "number"}},
}

TEMPLATE = "templates/t.json.liquid"
TRANSLATION = "templates/t.fr.json.liquid"
CONTRACT_FILE = "templates/t.contract.json"
FIXTURES = (
    "fixtures/profiles/ada.json",
    "fixtures/message_data/t/standard.json",
    "fixtures/snippets.json",
    "fixtures/objects.json",
)

_TOKEN = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<<.*?>>|[^{<]+|[{<]", re.DOTALL)
_WORD = re.compile(r"\s+|[\w.]+|'[^']*'|.", re.DOTALL)
_PIECES = [
    "{% else %}", "{% elsif trigger.x %}", "{% else if x %}", "{% endif %}", "{% endfor %}", "{% endcase %}",
    "{% when 'gold' %}", "{% if trigger.x %}", "{% for i in trigger.items %}", "{% break %}",
    "{% continue %}", "{% capture v %}", "{% endcapture %}", "{% raw %}", "{% endraw %}",
    "{% comment %}", "{% endcomment %}", "{% liquid\n if a\n%}", "{% ifchanged %}", "{% endunless %}",
    "{{ [trigger.x].y }}", "{{ trigger | json }}", "{{", "}}", "{%", "%}", '"', "\\", "[", "]", ",",
    "{% tablerow i in customer %}", "| sort | first | map: 'x'", "\r\n", "\u2028", "\ufeff", "🪨", "<<", ">>",
    "{% case %}", "{% unless forloop.last %},{% endunless %}", "{% cycle %}", "{{ 'a' | date }}",
]  # fmt: skip
_VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 1e300, 2**63, "", " ", "x", '"', "\\", "{{ x }}", "\u2028", "🪨", [], {}, [[]],
    [None], {"": 1}, {"toString": 1}, "#/$defs/at", "https://example.com/x", "2026-01-15", [1, "a", {}], "9" * 30,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A project's files that differ from what is on disk."""

    files: dict[str, str]

    @property
    def text(self) -> str:
        return "\n".join(f"== {name}\n{content}" for name, content in self.files.items())


def base_project(folder: Path, *, with_translation: bool) -> Path:
    """Write the project whose files are mutated."""
    files: dict[str, object] = {
        "inbox.toml": CONFIG,
        TEMPLATE: _template(LATEST[:4]),
        CONTRACT_FILE: CONTRACT,
        FIXTURES[0]: PROFILE,
        FIXTURES[1]: DATA,
        FIXTURES[2]: {"footer": "Bye"},
        FIXTURES[3]: {"shop": {"name": "Corner"}},
    }
    if with_translation:
        files[TRANSLATION] = '{"properties": {"a": "Bonjour {{ customer.first_name }}"}}'
    return write_project(folder, files)


def _template(members: list[str], version: str = "latest") -> str:
    properties = "{\n" + ",\n".join(members) + "\n}"
    return f'{{"liquid": "{version}", "properties": {properties}, {ENVELOPE}}}'


def own_templates() -> list[str]:
    """Return the texts of this repository's templates."""
    files = sorted((ROOT / "templates").iterdir())
    return [path.read_text("utf-8") for path in files if ".contract." not in path.name]


def mutants(random: Random, folder: Path, others: list[str]) -> Iterator[Mutant]:
    """Yield mutants of a base project without end; most are of templates.

    ``others`` are texts of templates that are mutated as well.
    """
    fixtures = {name: (folder / name).read_text("utf-8") for name in FIXTURES}
    names = [TEMPLATE, TRANSLATION] if (folder / TRANSLATION).exists() else [TEMPLATE]
    while True:
        match random.randrange(10):
            case 0:
                yield Mutant({"inbox.toml": _mutated_lines(random, CONFIG)})
            case 1:
                yield Mutant({CONTRACT_FILE: _mutated_json(random, json.dumps(CONTRACT))})
            case 2 | 3:
                name = random.choice(FIXTURES)
                yield Mutant({name: _mutated_json(random, fixtures[name])})
            case _:
                source = _source(random, others)
                yield Mutant({random.choice(names): mutated_template(random, source)})


def _source(random: Random, others: list[str]) -> str:
    """Return a template of a few members, or one of the others."""
    if others and random.random() < 0.3:
        return random.choice(others)
    if random.random() < 0.2:
        return _template(random.sample(LEGACY, 2), "legacy")
    return _template(random.sample(LATEST, 3))


def mutated_template(random: Random, text: str) -> str:
    """Return a template's text after a few mutations of its tokens."""
    tokens = _TOKEN.findall(text)
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        marked = [at for at, token in enumerate(tokens) if token[:2] in ("{%", "{{", "<<")]
        at = random.choice(marked) if marked and random.random() < 0.8 else _index(random, tokens)
        random.choice(_TOKEN_MUTATIONS)(random, tokens, at)
        tokens = tokens or [""]
    return "".join(tokens)


def _index(random: Random, tokens: list[str]) -> int:
    return random.randrange(len(tokens))


def _delete(random: Random, tokens: list[str], at: int) -> None:
    del tokens[at]


def _double(random: Random, tokens: list[str], at: int) -> None:
    tokens.insert(at, tokens[at])


def _swap(random: Random, tokens: list[str], at: int) -> None:
    other = _index(random, tokens)
    tokens[at], tokens[other] = tokens[other], tokens[at]


def _move(random: Random, tokens: list[str], at: int) -> None:
    tokens.insert(_index(random, tokens), tokens.pop(at))


def _insert(random: Random, tokens: list[str], at: int) -> None:
    tokens.insert(at, random.choice(_PIECES))


def _nest(random: Random, tokens: list[str], at: int) -> None:
    """Repeat a token until blocks nest as deeply as the limit, or just beyond it."""
    tokens[at:at] = [tokens[at]] * random.choice((2, 99, 100, 101, 102))


def _truncate(random: Random, tokens: list[str], at: int) -> None:
    tokens[at] = tokens[at][: random.randrange(len(tokens[at]) + 1)]


def _bend(random: Random, tokens: list[str], at: int) -> None:
    """Delete, double or swap a word within a token."""
    words = _WORD.findall(tokens[at]) or [""]
    here, there = _index(random, words), _index(random, words)
    match random.randrange(4):
        case 0:
            del words[here]
        case 1:
            words.insert(here, words[there])
        case 2:
            words[here], words[there] = words[there], words[here]
        case _:
            words[here] = random.choice(
                ["|", ":", ",", ".", "[", "]", "(", "..", "and", "==", "nil", "1٣"]
            )
    tokens[at] = "".join(words)


_TOKEN_MUTATIONS: list[Callable[[Random, list[str], int], None]] = [
    _delete, _delete, _double, _swap, _move, _insert, _insert, _nest, _truncate, _bend, _bend,
]  # fmt: skip


def _mutated_json(random: Random, text: str) -> str:
    if random.random() < 0.3:
        at = random.randrange(len(text))
        cut = text[:at] + random.choice(["", ",", '"', "\\", "}", "\ufeff", "1e999", "NaN", "\x00"])
        return cut + text[at + random.choice((0, 1, 5)) :]
    document = json.loads(text)
    for _ in range(random.choice((1, 2, 4))):
        document = _with_change(random, document)
    return json.dumps(document, ensure_ascii=random.random() < 0.5)


def _with_change(random: Random, value: Any) -> Any:
    """Return a JSON value with one of its parts replaced, removed or renamed."""
    if not isinstance(value, dict | list) or not value or random.random() < 0.15:
        return deepcopy(random.choice(_VALUES))
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = random.choice(keys)
    if random.random() < 0.6:
        value[key] = _with_change(random, value[key])
    elif isinstance(value, dict) and random.random() < 0.5:
        value[random.choice(["", "x", "$ref", "items", "type", "properties"])] = value.pop(key)
    else:
        del value[key]
    return value


def _mutated_lines(random: Random, text: str) -> str:
    lines = text.splitlines()
    for _ in range(random.choice((1, 2, 3))):
        at = random.randrange(len(lines))
        key, _, value = lines[at].partition(" = ")
        match random.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, random.choice(lines))
            case 2:
                made = json.dumps(random.choice(_VALUES)).replace("null", "nan")
                lines[at] = f"{key} = {made.replace(':', ' =')}"
            case 3:
                lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)]
            case _:
                lines[at] = f"{random.choice(['x', 'days', key])} = {value or 1}"
        lines = lines or [""]
    return "\n".join(lines) + "\n"


def validate_mutant(folder: Path, mutant: Mutant, *, thorough: bool) -> Report | None:
    """Validate a mutant and report what was found; None if it is refused as a whole.

    If ``thorough``, report in every format, and infer contracts and types as well. Anything but a
    ToolkitError that says what to do is raised, and so is the crash of a rule.
    """
    try:
        config = find_config(folder, mutant.files)
        report = validate_project(config, ValidateOptions(now=NOW, jobs=1))
    except ToolkitError as error:
        _require_help(error)
        return None
    assert not report.crashes, report.crashes[0].trace
    for form in FORMATS if thorough else ("text",):
        print_report(report, form, ReportStyle())
    if thorough:
        _infer_contracts(config)
    return report


def _infer_contracts(config: Config) -> None:
    project = load_project(config)
    for template in read_templates(project.template_files, config):
        contracts_of(template, project)
        for of in ("message_data", "customer"):
            try:
                schema = effective_contract(template, project, of=of).schema
            except ContractError as error:
                _require_help(error)
                continue
            for language in ("python", "typescript"):
                TypeGenerator(language, with_send=True).text(schema, template)


def _require_help(error: ToolkitError) -> None:
    assert error.help, error
