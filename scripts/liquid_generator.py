"""Random Liquid over its whole grammar: templates with data, the same for the same seed.

    python -m scripts.liquid_generator --seed 7 --count 1000 > cases.jsonl

Each case has its own generator, seeded by ``SEED:INDEX``, so one case can be made again alone.
Most cases render; about one in ten is broken on purpose.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from scripts.liquid_data import random_data
from scripts.liquid_expressions import Expressions, small
from scripts.liquid_words import FILTERS, LOCAL_NAMES, PLAIN_TEXT, SHARDS, Json

MAX_DEPTH = 3  # of bodies in bodies, counted from 0


class Case(NamedTuple):
    """One template and the data it is rendered with."""

    template: str
    data: dict[str, Json]


class Templates:
    """Writes random templates; each method writes one construct."""

    def __init__(self, rng: random.Random, data: dict[str, Json]) -> None:
        self.rng = rng
        self.write = Expressions(rng, data)
        self.loops = 0
        self.depth = 0

    def body(self, length: int) -> str:
        """Write a run of constructs; deeper ones are simpler."""
        makers: dict[Callable[[], str], int] = {
            self.plain: 30, self.output: 40, self.assign: 12, self.counter: 2, self.comment: 2,
            self.raw: 1, self.cycle: 3, self.echo: 2, self.inline_comment: 1,
        }  # fmt: skip
        if self.depth < MAX_DEPTH:
            makers |= {
                self.condition: 10, self.unless: 4, self.case: 5, self.loop: 12,
                self.capture: 5, self.tablerow: 2, self.liquid: 2,
            }  # fmt: skip
        if self.loops:
            makers |= {self.jump: 4, self.loop_output: 12}
        chosen = self.rng.choices(list(makers), list(makers.values()), k=length)
        self.depth += 1
        text = "".join(make() for make in chosen)
        self.depth -= 1
        return text

    def tag(self, inside: str) -> str:
        """Write a tag, sometimes with whitespace control."""
        left = "{%-" if self.rng.random() < 0.12 else "{%"
        right = "-%}" if self.rng.random() < 0.12 else "%}"
        return (
            left + self.rng.choice((" {} ", " {} ", " {} ", "{}", "\n{}\n")).format(inside) + right
        )

    def plain(self) -> str:
        return "".join(self.rng.choices(PLAIN_TEXT, k=self.rng.randint(1, 3)))

    def output(self) -> str:
        text, _ = self.write.filtered(self.rng.choice((0, 1, 1, 1, 2, 2, 3)))
        left = "{{-" if self.rng.random() < 0.1 else "{{"
        right = "-}}" if self.rng.random() < 0.1 else "}}"
        return left + self.rng.choice((" {} ", " {} ", "{}", "  {}\n")).format(text) + right

    def echo(self) -> str:
        return self.tag("echo " + self.write.filtered(self.rng.randint(0, 2))[0])

    def loop_output(self) -> str:
        word = self.rng.choice(
            ("index", "index0", "rindex", "rindex0", "first", "last", "length", "name", "nope")
            if self.rng.random() < 0.1
            else ("index", "index0", "rindex", "rindex0", "first", "last", "length")
        )
        return "{{ forloop." + word + " }}"

    def assign(self) -> str:
        name = self.rng.choice(LOCAL_NAMES)
        text, kind = self.write.filtered(self.rng.choice((0, 1, 1, 2, 3)))
        made = self.tag(f"assign {name} = {text}")
        self.write.remember(name, kind)
        return made

    def capture(self) -> str:
        name = self.rng.choice(LOCAL_NAMES)
        body = self.body(self.rng.randint(0, 3))
        written = self.rng.choice((name, name, name, f"'{name}'"))
        self.write.remember(name, "text")
        return self.tag(f"capture {written}") + body + self.tag("endcapture")

    def counter(self) -> str:
        name = self.rng.choice((*LOCAL_NAMES, "n", "k"))
        return self.tag(f"{self.rng.choice(('increment', 'decrement'))} {name}")

    def comment(self) -> str:
        inside = self.rng.choice(
            ("", "note", "{{ x }}", "{% assign a = 1 %}", "{{ | }}", "{% if %}")
        )
        return self.tag("comment") + inside + self.tag("endcomment")

    def inline_comment(self) -> str:
        return self.tag("# " + self.rng.choice(("note", "", "a | b", "'")))

    def raw(self) -> str:
        inside = self.rng.choice((" {{ x }} ", "{% if %}", "", "{{", " {%- x -%} ", "plain"))
        return self.tag("raw") + inside + self.tag("endraw")

    def cycle(self) -> str:
        group = self.rng.choice(("", "", "", "'g': ", "s: ", "1: "))
        values = ", ".join(
            self.write.atom(kind) for kind in self.rng.choices(("text", "small"), k=3)
        )
        return self.tag(f"cycle {group}{values}")

    def jump(self) -> str:
        return self.tag(self.rng.choice(("break", "continue")))

    def condition(self) -> str:
        tags = [f"if {self._condition()}"]
        tags += [f"elsif {self._condition()}" for _ in range(self.rng.choice((0, 0, 0, 1, 2)))]
        if self.rng.random() < 0.5:
            tags.append("else")
        return self._block(tags, "endif")

    def unless(self) -> str:
        tags = [f"unless {self._condition()}"]
        if self.rng.random() < 0.15:
            tags.append(f"elsif {self._condition()}")
        if self.rng.random() < 0.4:
            tags.append("else")
        return self._block(tags, "endunless")

    def case(self) -> str:
        rng = self.rng
        subject = self.write.filtered(rng.choice((0, 0, 0, 1)))[0]
        options = [subject] if "|" not in subject else []
        start = self.tag(f"case {subject}") + rng.choice(("", "", "\n", " stray "))
        tags = []
        for _ in range(rng.randint(0, 3)):
            values = [
                rng.choice([*options, self.write.atom("any"), self.write.atom("small")])
                for _ in range(rng.choice((1, 1, 2, 3)))
            ]
            tags.append("when " + rng.choice((", ", " or ", ",")).join(values))
        if rng.random() < 0.5 or not tags:
            tags.append("else")
        return start + self._block(tags, "endcase")

    def loop(self) -> str:
        variable, collection = self._collection()
        options = self.rng.sample(
            (f"limit: {small(self.rng)}", f"offset:{small(self.rng)}", "reversed",
             "offset: continue", "limit:k", f"limit:{self.write.atom('small')}"),
            k=self.rng.choice((0, 0, 0, 1, 1, 2)),
        )  # fmt: skip
        head = " ".join([f"for {variable} in {collection}", *options])
        self.loops += 1
        mark = self.write.enter(variable, collection)
        inside = self.body(self.rng.randint(1, 4))
        self.write.leave(mark)
        self.loops -= 1
        otherwise = self.tag("else") + self.body(1) if self.rng.random() < 0.2 else ""
        return self.tag(head) + inside + otherwise + self.tag("endfor")

    def tablerow(self) -> str:
        variable, collection = self._collection()
        options = self.rng.sample(
            (f"cols:{small(self.rng)}", "limit: 3", "offset:1", "cols: 2"), k=1
        )
        mark = self.write.enter(variable, collection)
        inside = self.body(self.rng.randint(1, 2))
        inside += self.rng.choice(("", "{{ tablerowloop.col }}", "{{ tablerowloop.col_last }}"))
        self.write.leave(mark)
        return (
            self.tag(f"tablerow {variable} in {collection} {options[0]}")
            + inside
            + self.tag("endtablerow")
        )

    def liquid(self) -> str:
        lines = []
        for _ in range(self.rng.randint(1, 3)):
            name = self.rng.choice(LOCAL_NAMES)
            lines += self.rng.choice((
                [f"assign {name} = {self.write.atom('small')}"],
                [f"echo {self.write.atom('number')} | plus: 1"],
                [f"if {self.write.path()}", "  echo 'yes'", "else", "  echo 'no'", "endif"],
                [f"for i in {self.write.range()}", "  echo i", "endfor"],
                ["# a note", ""],
            ))  # fmt: skip
        return "{%" + self.rng.choice(("", "-")) + " liquid\n" + "\n".join(lines) + "\n%}"

    def _block(self, tags: list[str], end: str) -> str:
        parts = [self.tag(one) + self.body(self.rng.randint(0, 3)) for one in tags]
        return "".join(parts) + self.tag(end)

    def _condition(self) -> str:
        return self.write.condition(self.rng.choice((0, 0, 0, 1, 1, 2)))

    def _collection(self) -> tuple[str, str]:
        style = self.rng.random()
        if style < 0.35:
            return self.rng.choice(("i", "x", "item")), self.write.range()
        kind = "list" if style < 0.6 else "objects" if style < 0.85 else "any"
        return self.rng.choice(("i", "x", "item", "row")), self.write.path(kind)


def template_case(rng: random.Random) -> Case:
    """Return a template of several constructs."""
    data = random_data(rng)
    return pruned(Templates(rng, data).body(rng.randint(1, 6)), data)


def filter_case(rng: random.Random) -> Case:
    """Return one filter on values of any kind with arguments of any kind."""
    data = random_data(rng)
    write = Expressions(rng, data)
    name = rng.choice(list(FILTERS))
    value = write.atom(FILTERS[name].takes if rng.random() < 0.5 else "any")
    text = "{{ " + value + " | " + write.call(name, FILTERS[name])
    return pruned(text + rng.choice((" }}", " }}", " | json }}", " | size }}")), data)


def broken_case(rng: random.Random) -> Case:
    """Return a template with one or two things wrong, or one made of shards."""
    data = random_data(rng)
    if rng.random() < 0.25:
        shards = rng.choices(SHARDS, k=rng.randint(1, 9))
        left, right = rng.choice((("{{ ", " }}"), ("{% if ", " %}x{% endif %}"), ("", "")))
        return pruned(left + rng.choice((" ", "")).join(shards) + right, data)
    text = Templates(rng, data).body(rng.randint(1, 3))
    for _ in range(rng.choice((1, 1, 2))):
        text = _spoiled(rng, text)
    return pruned(text, data)


def _spoiled(rng: random.Random, text: str) -> str:
    at = rng.randint(0, len(text))
    to = min(len(text), at + rng.randint(1, 4))
    return rng.choice((
        text[:at] + text[to:],
        text[:at] + rng.choice(SHARDS) + text[at:],
        text[:at] + rng.choice(SHARDS) + text[to:],
        text[:at] + text[at:to] * 2 + text[to:],
        text[: max(at, 3)],
    ))  # fmt: skip


def pruned(template: str, data: dict[str, Json]) -> Case:
    """Return the case without the roots that its template does not name."""
    words = set(re.findall(r"\w+", template))
    return Case(template, {name: value for name, value in data.items() if name in words})


def generate(seed: int, count: int) -> Iterator[Case]:
    """Yield cases, the same ones for the same seed, also after a shorter run."""
    for index in range(count):
        yield case_at(seed, index)


def case_at(seed: int, index: int) -> Case:
    """Return one case of a run by its place in it."""
    rng = random.Random(f"{seed}:{index}")
    return rng.choices((template_case, filter_case, broken_case), (60, 30, 10))[0](rng)


def main() -> None:
    """Print cases as JSON lines."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--longest", type=int, default=100_000, help="leave longer lines out")
    chosen = options.parse_args()
    for case in generate(chosen.seed, chosen.count):
        line = json.dumps(case._asdict(), ensure_ascii=False, separators=(",", ":"))
        if len(line) <= chosen.longest:
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
