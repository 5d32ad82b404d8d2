"""Random templates over random data: does a render fail exactly where the analysis says it can?"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.read_site import Analysis
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span

from tests.support.projects import template

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)

PATHS = [
    "trigger.a", "trigger.b", "trigger.o", "trigger.o.x", "trigger.o.y", "trigger.o.deep.z",
    "trigger.list", "trigger.list[0]", "trigger.list[1].n", "customer.name", "customer.tags",
    "trigger.list.size", "trigger.list.first.n", "trigger['a']",
]  # fmt: skip
LOCALS = ["v", "w", "v.x", "w.n", "i", "i.n", "i.m", "j.n", "forloop.index", "v.deep.z"]
LITERALS = ["nil", "blank", "empty", "''", "'x'", "1", "0", "true", "false"]
FILTERS = [
    "sort", "reverse", "compact", "first", "last", "size", "upcase", "map: 'n'", "map: 'n'",
    "where: 'n', 1", "concat: trigger.list", "uniq",
]  # fmt: skip
OPTIONS = ["limit", "offset"]
OPERATORS = ["==", "!=", ">", "<", ">=", "<=", "contains"]
CHANGES: list[Any] = [..., None, "", False, [], {}, 5, 0]
FULL: dict[str, Any] = {
    "customer": {"name": "Ada", "tags": ["x", "y"]},
    "trigger": {
        "a": "x",
        "b": 1,
        "o": {"x": "x", "y": [1, 2], "deep": {"z": "z"}},
        "list": [{"n": 1, "m": "x"}, {"n": 2, "m": None}, {"n": 3}],
    },
}


@dataclass(frozen=True)
class Checked:
    """What one template was held against."""

    renders: int
    wrong: tuple[str, ...]
    conditional: int
    never_failed: int


class Maker:
    """Makes the text of one random template."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def path(self) -> str:
        return self.random.choice(PATHS if self.random.random() < 0.7 else LOCALS)

    def value(self) -> str:
        return self.path() if self.random.random() < 0.8 else self.random.choice(LITERALS)

    def chain(self) -> str:
        roll = self.random.random()
        if roll < 0.6:
            return self.path()
        if roll < 0.7:
            return f"{self.path()} | default: {self.value()}"
        filters = self.random.choices(FILTERS, k=1 if roll < 0.9 else 2)
        return " | ".join([self.path(), *filters])

    def condition(self) -> str:
        roll = self.random.random()
        if roll < 0.4:
            return self.path()
        if roll < 0.8:
            left, right = self.path(), self.random.choice(LITERALS)
            return f"{left} {self.random.choice(OPERATORS)} {right}"
        if roll < 0.85:
            return f"not {self.path()}"
        word = self.random.choice(["and", "or"])
        return f"{self.condition()} {word} {self.condition()}"

    def body(self, depth: int, *, in_loop: bool = False) -> str:
        count = self.random.randint(1, 4)
        return "".join(self.node(depth, in_loop=in_loop) for _ in range(count))

    def node(self, depth: int, *, in_loop: bool) -> str:
        roll = self.random.random()
        if depth == 0 or roll < 0.35:
            return "{{ " + self.chain() + " }}"
        if roll < 0.45:
            return "{% assign " + self.random.choice("vw") + " = " + self.chain() + " %}"
        if roll < 0.7:
            return self.branches(depth, in_loop=in_loop)
        inner = self.body(depth - 1, in_loop=in_loop)
        if roll < 0.75:
            return f"{{% unless {self.condition()} %}}{inner}{{% endunless %}}"
        if roll < 0.8:
            other = self.body(depth - 1, in_loop=in_loop)
            return f"{{% case {self.path()} %}}{{% when 'x', 1 %}}{inner}{{% else %}}{other}{{% endcase %}}"
        if roll < 0.84:
            return f"{{% capture w %}}{inner}{{% endcapture %}}"
        if roll < 0.88:
            return self.jump() if in_loop else f"{{% cycle {self.value()}, {self.value()} %}}"
        return self.loop(depth)

    def jump(self) -> str:
        jump = self.random.choice(["break", "continue"])
        if self.random.random() < 0.3:
            return f"{{% case {self.path()} %}}{{% when 'x' %}}{{% {jump} %}}{{% endcase %}}"
        return f"{{% if {self.condition()} %}}{{% {jump} %}}{{% endif %}}"

    def loop(self, depth: int) -> str:
        name = self.random.choice("ij")
        body = self.body(depth - 1, in_loop=True)
        option = f" {self.random.choice(OPTIONS)}: {self.value()}" if self.chance(0.2) else ""
        if self.chance(0.2):
            return f"{{% tablerow {name} in {self.path()}{option} %}}{body}{{% endtablerow %}}"
        more = f"{{% else %}}{self.body(depth - 1)}" if self.chance(0.3) else ""
        return f"{{% for {name} in {self.path()}{option} %}}{body}{more}{{% endfor %}}"

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def branches(self, depth: int, *, in_loop: bool) -> str:
        text = f"{{% if {self.condition()} %}}{self.body(depth - 1, in_loop=in_loop)}"
        if self.random.random() < 0.3:
            text += f"{{% elsif {self.condition()} %}}{self.body(depth - 1, in_loop=in_loop)}"
        if self.random.random() < 0.5:
            text += f"{{% else %}}{self.body(depth - 1, in_loop=in_loop)}"
        return text + "{% endif %}"


def make(seed: int, version: str = "latest") -> Template:
    """Make the random template of a seed."""
    text = Maker(Random(seed)).body(3)
    return template(
        f'{{"liquid": "{version}", "properties": {{"a": "' + text.replace('"', "") + '"}}'
    )


def worlds(random: Random) -> Iterator[dict[str, Any]]:
    """Yield the full data and variants of it: each path deleted or changed, and several at once."""
    yield FULL
    places = list(_places(FULL, ()))
    for place in places:
        for value in CHANGES:
            yield _changed(FULL, [(place, value)])
    for _ in range(20):
        picked = random.sample(places, 3)
        yield _changed(FULL, [(one, random.choice((..., None, "", "x", 1))) for one in picked])


def _places(value: object, above: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for key, inner in members:
        if above:
            yield (*above, key)
        if isinstance(inner, dict | list):
            yield from _places(inner, (*above, key))


def _changed(data: dict[str, Any], changes: list[tuple[tuple[str | int, ...], object]]) -> Any:
    data = copy.deepcopy(data)
    for place, value in changes:
        holder: Any = data
        try:
            for step in place[:-1]:
                holder = holder[step]
            if value is ...:
                del holder[place[-1]]
            else:
                holder[place[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    return data


def check_template(made: Template, random: Random) -> Checked:
    """Render a template over all worlds and hold each failure against its analysis."""
    analysis = analyze(made)
    wrong: list[str] = []
    failed: set[Span] = set()
    renders = 0
    ends_early = False
    for data in worlds(random):
        renders += 1
        failures = run(made.program, data, now=NOW).failures
        spans = [failure.span for failure in failures]
        is_stopped = made.version == "legacy" and any(one.path is None for one in failures)
        ends_early |= is_stopped
        failed |= set(spans)
        wrong += _missed(made, analysis, set(_first_ones(made, spans)))
    wrong += [
        f"never fails: {read.path} {read.span}"
        for read in analysis.reads
        if read.status == "required"
        and not ends_early  # what legacy Liquid refuses, such as to compare, ends the render
        and read.fails_at
        and not read.is_local
        and read.span not in failed
    ]
    doubtful = [read for read in analysis.reads if read.status == "conditional"]
    return Checked(
        renders, tuple(wrong), len(doubtful), sum(read.span not in failed for read in doubtful)
    )


def _first_ones(made: Template, spans: list[Span]) -> Iterator[Span]:
    """Yield failures up to one that leaves a wrong value behind: the service stops there."""
    sites = made.program.variables
    harmless = {site.span for site in sites if site.use not in ("argument", "assign")}
    for span in spans:
        yield span
        if span not in harmless:
            return


def _missed(made: Template, analysis: Analysis, failed: set[Span]) -> Iterator[str]:
    for site in made.program.variables:
        if site.span in failed:
            read = analysis.by_span.get(site.span)
            if read is None or not read.can_fail:
                yield f"failed although {read and read.status}: {site.path} {site.span}"
