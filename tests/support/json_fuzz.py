"""Random templates of JSON with Liquid in it: is a proof ever wrong about one?"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.counterexamples import Search, SearchResult
from inbox_toolkit.prove.json_proof import Proof, prove_json
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.prove.value_proof import prove_values
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.template import Template

from tests.support.contracts import NOW, of_body

VALUES = [
    "{{ trigger.a | json }}", "{{ trigger.n | plus: 1 }}", "{{ trigger.n }}", '"{{ trigger.a }}"',
    '"{{ trigger.a | url_encode }}"', '"x {{ trigger.n | times: 2 }}"', "{{ trigger.list | size }}",
    "true", "1", '"x"', '"{{ customer.name | json }}"', "{{ customer.name | default: 'x' | json }}",
    '"{{ trigger.t | date: \'%Y\' }}"', "{{ v }}", '"{{ v }}"', "{{ w | json }}", "{{ trigger.a }}",
    "{% if trigger.b %}1{% else %}2{% endif %}", "{% if trigger.b %}1{% endif %}",
    "{{ trigger.n | divided_by: 3 }}", "{{ trigger.n | divided_by: trigger.m }}", "{{ trigger.list[0].n }}",
    '{% case trigger.k %}{% when "x" %}1{% when "y" %}2{% else %}3{% endcase %}',
    "-{{ trigger.n }}", '"{{ v | append: \'!\' }}"', "{{ forloop.index }}", '"{{ trigger.a | escape }}"',
    "{{ trigger.a | at_least: 0 | at_most: 99 }}", "{{ customer.n | at_most: 5 | at_least: -5.5 }}",
    "{{ trigger.list | sum: 'n' }}", "{{ customer.n | at_most: 5 | plus: 1 }}",
]  # fmt: skip
SOUND = [
    one
    for one in VALUES
    if "escape" not in one
    and "forloop" not in one
    and 'customer.name | json }}"' not in one
    and one
    not in (
        '"{{ trigger.a }}"',
        "{{ trigger.a }}",
        "-{{ trigger.n }}",
        "{% if trigger.b %}1{% endif %}",
        "{{ trigger.n | divided_by: trigger.m }}",
        "{{ trigger.list[0].n }}",
        "{{ customer.n | at_most: 5 | plus: 1 }}",
    )
]
FLAGS = [
    ("false", "{}", "true"),
    ("true", "{} == false", "false"),
    ("0", "{} > 0", "{} | plus: 1"),
    ("0", "{} != 0", "{} | plus: 1"),
    ("1", "{} > 2", "{} | plus: 1"),
    ("'no'", "{} == 'yes'", "'yes'"),
    ("nil", "{}", "'x'"),
    ("''", "{} != ''", "{} | append: 'x'"),
    ("false", "{} == true", "true"),
]
POSITIONS = [
    "forloop.index0 > 0", "forloop.rindex0 > 0", "forloop.index < forloop.length",
    "forloop.index != forloop.length", "forloop.index > 1", "forloop.rindex > 1",
    "forloop.rindex0 != 0", "forloop.index0 == 0", "forloop.index < trigger.list.size",
    "forloop.length > 1", "forloop.index >= 1", "forloop.first == false", "forloop.index > 2",
    "trigger.list.size > forloop.index", "forloop.rindex <= forloop.length",
]  # fmt: skip
BOTH = [
    "trigger.list.size > 0 and trigger.more.size > 0",
    "trigger.list != empty and trigger.more != empty",
    "trigger.list.size >= 1 and trigger.more.size != 0",
    "trigger.list.size > 0",
    "trigger.more.size > 0 and trigger.list.size > 1",
    "sorted.size > 0 and trigger.more.size > 0",
]
CONDITIONS = ["trigger.b", "trigger.c == 'x'", "trigger.list.size > 0", "trigger.c != 'x'", "trigger.n > 2", "not trigger.b"]  # fmt: skip


class Maker:
    """Makes the properties of one random template."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0
        self.sloth = 0.4
        self.pool = SOUND if random.random() < 0.7 else VALUES

    def key(self) -> str:
        self.count += 1
        return f'"k{self.count if self.random.random() > self.sloth / 8 else 1}"'

    def value(self, depth: int) -> str:
        roll = self.random.random()
        if depth == 0 or roll < 0.55:
            return self.random.choice(self.pool)
        if roll < 0.75:
            return self.object(depth - 1)
        return self.array(depth - 1) if roll < 0.93 else self.first_of(depth - 1)

    def first_of(self, depth: int) -> str:
        """Make a value that is of the first item, or another one where there is none."""
        loop = f"for i in trigger.list{self.option()}"
        return f"{{% {loop} %}}{self.value(depth)}{{% break %}}{{% else %}}{self.value(depth)}{{% endfor %}}"

    def option(self) -> str:
        if self.random.random() > self.sloth:
            return ""
        return self.random.choice([" limit: trigger.n", " offset: trigger.m", " reversed"])

    def array(self, depth: int) -> str:
        inner = self.value(depth)
        comma = self.random.choice(
            [
                "{% unless forloop.last %},{% endunless %}",
                "{% if forloop.last == false %},{% endif %}",
                "{% if i.n %},{% endif %}",
                ",",
            ]
            if self.random.random() < self.sloth
            else ["{% unless forloop.last %},{% endunless %}"]
        )
        before = (
            "{% if forloop.first %}{% else %},{% endif %}" if self.random.random() < 0.2 else ""
        )
        roll = self.random.random()
        if roll < 0.25:
            return f"[{self.flagged(inner)}]"
        if roll < 0.4:
            return f"[{self.two_loops(inner)}]"
        if roll < 0.55:
            comma = f"{{% if {self.random.choice(POSITIONS)} %}},{{% endif %}}"
            parts = [comma, inner] if self.random.random() < 0.5 else [inner, comma]
            return f"[{{% for i in trigger.list{self.option()} %}}{''.join(parts)}{{% endfor %}}]"
        loop = f"for i in trigger.list{self.option()}"
        return f"[{{% {loop} %}}{before}{inner}{'' if before else comma}{{% endfor %}}]"

    def flagged(self, inner: str) -> str:
        """Make items whose comma a variable tells, which may be the wrong one."""
        name = self.random.choice(["f", "g"])
        start, test, after = self.random.choice(FLAGS)
        skip = self.random.choice(["{% unless i.n %}{% continue %}{% endunless %}", "", ""])
        item = f"{{% if {test.format(name)} %}},{{% endif %}}{inner}{{% assign {name} = {after.format(name)} %}}"
        if self.random.random() < 0.5:
            item = f"{{% if {self.random.choice(CONDITIONS)} %}}{item}{{% endif %}}"
        first = f"{{% assign {name} = {start} %}}" if self.random.random() < 0.9 else ""
        loop = f"{{% for i in trigger.list{self.option()} %}}{skip}{item}{{% endfor %}}"
        return first + loop + (loop if self.random.random() < 0.2 else "")

    def two_loops(self, inner: str) -> str:
        """Make the items of two lists, with a comma between them if both have some."""

        def loop(name: str) -> str:
            comma = "{% unless forloop.last %},{% endunless %}"
            return f"{{% for i in {name} %}}{inner}{comma}{{% endfor %}}"

        test = self.random.choice(BOTH)
        names = self.random.choice([("trigger.list", "trigger.more"), ("sorted", "trigger.more")])
        start = "{% assign sorted = trigger.list | sort: 'n' %}" if names[0] == "sorted" else ""
        return f"{start}{loop(names[0])}{{% if {test} %}},{{% endif %}}{loop(names[1])}"

    def member(self, depth: int) -> str:
        jump = f"{{% if {self.random.choice(CONDITIONS)} %}}{{% break %}}{{% endif %}}"
        ending = jump if self.random.random() < self.sloth / 8 else ""
        return f"{self.key()}: {self.value(depth)}{ending}"

    def object(self, depth: int) -> str:
        parts = [self.member(depth)]
        for _ in range(self.random.randint(0, 2)):
            condition = self.random.choice(CONDITIONS)
            roll = self.random.random()
            if roll < 0.4:
                parts.append(f", {self.member(depth)}")
            elif roll < 0.6:
                parts.append(f"{{% if {condition} %}}, {self.member(depth)}{{% endif %}}")
            elif roll < 0.7:
                parts.append(
                    f"{{% if {condition} %}},{{% endif %}}{{% if {condition} %}}{self.member(depth)}{{% endif %}}"
                )
            elif roll < 0.8:
                parts.append(
                    f"{{% unless {condition} %}}, {self.member(depth)}{{% else %}}, {self.member(depth)}{{% endunless %}}"
                )
            elif roll < 0.9:
                parts.append(f"{{% if {condition} %}}, {self.member(depth)}")
                parts.append("{% endif %}")
            else:
                parts.append(
                    f",{self.member(depth)}" if self.random.random() > self.sloth / 2 else ","
                )
        return "{" + "".join(parts) + "}"

    def whole(self) -> str:
        start = self.random.choice(
            ["", "", "{% assign v = trigger.n | plus: 1 %}", "{% assign v = trigger.a %}{% assign w = trigger.o %}",
             "{% capture v %}x{{ trigger.a }}{% endcapture %}", "{% if trigger.b %}{% assign v = 1 %}{% endif %}"]
        )  # fmt: skip
        if self.pool is SOUND:
            self.sloth = 0.02
            start = self.random.choice(
                ["{% assign v = trigger.n | plus: 1 %}{% assign w = trigger.o %}",
                 "{% assign v = 'x' %}{% assign w = v %}",
                 "{% if trigger.b %}{% assign v = 1 %}{% else %}{% assign v = 2 %}{% endif %}"]
            )  # fmt: skip
        whole = self.object(2)
        return "{ " + start + whole[1:]


@dataclass(frozen=True)
class FuzzResult:
    """What the proofs of a random template say, and what the search found."""

    template: Template
    json: Proof
    values: Proof
    search: SearchResult

    @property
    def is_wrong(self) -> bool:
        """Return True if something that was proved does not hold."""
        kinds = {one.failure.kind for one in self.search.found}
        is_json_wrong = self.json.is_closed and bool(kinds & {"not-json", "injection"})
        return is_json_wrong or (self.values.is_closed and "missing-value" in kinds)


def search_for_failures(
    made: Template, schemas: Mapping[str, Mapping[str, Any]], *, cases: int
) -> set[str]:
    """Return the kinds of failure that a search finds in so many cases."""
    oracle = Oracle(made, RenderEnvironment(NOW))
    search = Search(oracle, schemas, Fixtures(), seed=1, is_over=lambda: search.cases >= cases)
    return {one.failure.kind for one in search.run().found}


def run_seed(seed: int, *, cases: int = 250) -> FuzzResult:
    """Prove the random template of a seed, and search for what the proofs exclude."""
    return run_template(of_body(Maker(Random(seed)).whole()), seed=seed, cases=cases)


def run_template(made: Template, *, seed: int, cases: int) -> FuzzResult:
    """Prove a template under its inferred contracts, and search it."""
    schemas = {
        "trigger": infer(made).schema,
        "customer": infer(made, of="customer").schema,
    }
    environment = RenderEnvironment(NOW)
    search = Search(
        Oracle(made, environment),
        schemas,
        Fixtures(),
        seed=seed,
        is_over=lambda: search.cases >= cases,
    )
    values = prove_values(made, schemas, environment)
    return FuzzResult(made, prove_json(made, schemas), values, search.run())
