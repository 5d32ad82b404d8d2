"""Random template files that render to JSON: Liquid in strings, as values and around members."""

import random

DATA = {
    "customer": {"first_name": "Ada", "points": 7},
    "trigger": {"items": [{"n": 1, "name": "Pen"}, {"n": 2, "name": "Cup"}], "on": True, "n": 3},
}
_BLANKS = ("", "", " ", "  ", "\n", "\n\n\n", "\t", " \n   ")
_STRINGS = (
    "text", "{{ customer.first_name }}", "{{customer.first_name|upcase}}", "  two  blanks ",
    "{%if trigger.on%}yes{%else%}no{% endif %}", "{{ 'a' |append:'b' }}", "\\\"quoted\\\"", "é 🦜",
    "{% for i in (1..3) %}{{i}}{%endfor%}", "{{- trigger.n -}} ", "{% comment %} x {% endcomment %}",
    "{% capture c %} 1  2 {% endcapture %}{{ c }}", "{% raw %}{{ x }}{% endraw %}",
)  # fmt: skip
_SCALARS = (
    "1", "-2.5e3", "true", "null", "{{ trigger.n }}", "{{trigger.n}}{{ customer.points }}",
    "{{ customer.first_name|json }}", "{% if trigger.on %}1{% else %}2{% endif %}",
    "1{% if trigger.on %}2{% endif %}", "{{ trigger.items | map:'name'|json }}",
)  # fmt: skip
_ASIDES = (
    "{% assign x = 1 %}", "{%assign y=trigger.n|plus:1%}", "{%- assign z = 'q' -%}",
    "{% comment %} a remark {% endcomment %}", "{% liquid\n  assign k = 1\n%}",
)  # fmt: skip


def random_template(rng: random.Random) -> tuple[str, dict[str, object]]:
    """Return a template's text, spaced at random, and the data that it renders with."""
    return _Writer(rng).object(0), dict(DATA)


class _Writer:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.keys = 0

    def blank(self) -> str:
        return self.rng.choice(_BLANKS)

    def value(self, depth: int) -> str:
        kind = self.rng.random()
        if depth < 3 and kind < 0.2:
            return self.object(depth + 1)
        if depth < 3 and kind < 0.4:
            return self.array(depth + 1)
        if kind < 0.7:
            return '"' + self.rng.choice(_STRINGS) + '"'
        return self.rng.choice(_SCALARS)

    def member(self, depth: int) -> str:
        self.keys += 1
        return f'"k{self.keys}"{self.blank()}:{self.blank()}{self.value(depth)}'

    def part(self, one: str) -> str:
        """Put a member or item, its comma behind it, into a block, beside a tag, or nowhere."""
        kind = self.rng.random()
        b = self.blank
        if kind < 0.12:
            return f"{{% if trigger.on %}}{b()}{one}{b()},{b()}{{% endif %}}"
        if kind < 0.2:
            return f"{{%- case trigger.n -%}}{b()}{{% when 3 %}}{b()}{one},{b()}{{% else %}}{b()}{one},{{% endcase %}}"
        if kind < 0.35:
            return f"{self.rng.choice(_ASIDES)}{b()}{one}{b()},"
        return f"{one}{b()},"

    def object(self, depth: int) -> str:
        b = self.blank
        parts = [self.part(self.member(depth)) + b() for _ in range(self.rng.randrange(4))]
        return "{ " + b() + "".join(parts) + self.member(depth) + b() + " }"

    def array(self, depth: int) -> str:
        b = self.blank
        if self.rng.random() < 0.3:
            comma = self.rng.choice(
                [
                    "{% unless forloop.last %},{% endunless %}",
                    "{% if forloop.last == false %},\n{% endif %}",
                ]
            )
            body = f"{b()}{self.value(depth)}{b()}{comma}{b()}"
            return "[" + b() + "{% for item in trigger.items %}" + body + "{% endfor %}" + b() + "]"
        parts = [self.part(self.value(depth)) + b() for _ in range(self.rng.randrange(3))]
        return "[" + b() + "".join(parts) + self.value(depth) + b() + "]"
