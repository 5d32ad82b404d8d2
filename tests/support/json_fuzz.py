"""Random templates of JSON with Liquid in it: is a proof ever wrong about one?"""

from dataclasses import dataclass
from random import Random

from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.counterexamples import Search, SearchResult
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.prove.prove import Proof, prove_json
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
        loop = f"for i in trigger.list{self.option()}"
        return f"[{{% {loop} %}}{before}{inner}{'' if before else comma}{{% endfor %}}]"

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
class Judged:
    """What the proof said and what the search found."""

    made: Template
    proof: Proof
    search_result: SearchResult

    @property
    def is_wrong(self) -> bool:
        """Tell whether something that was proved does not hold."""
        kinds = {one.failure.kind for one in self.search_result.found}
        return self.proof.is_closed and bool(kinds & {"not-json", "injection"})


def run_seed(seed: int, *, cases: int = 250) -> Judged:
    """Prove the random template of a seed, and search it for what the proof says cannot be."""
    made = of_body(Maker(Random(seed)).whole())
    schemas = {
        "trigger": infer(made).schema,
        "customer": infer(made, of="customer").schema,
    }
    search = Search(
        Oracle(made, RenderEnvironment(NOW)),
        schemas,
        Fixtures(),
        seed=seed,
        is_over=lambda: search.cases >= cases,
    )
    return Judged(made, prove_json(made, schemas), search.run())
