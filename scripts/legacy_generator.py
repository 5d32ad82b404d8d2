"""Random templates and data for legacy Liquid: ``sane`` as people write them, ``wild`` as nobody does.

``case_at(kind, seed, index)`` makes any case of a run again.
"""

import random
from collections.abc import Callable
from typing import Literal, NamedTuple

Kind = Literal["sane", "wild"]

DATES = (
    "2024-03-01", "2024-03-01T10:20:30Z", "2024-03-01T10:20:30+05:00", "2024-03-01 10:20:30.5 -0330", "March 14, 2016",
    "14 Mar 2016 5:30pm", "Sat, 3 Feb 2001 00:00:00 GMT", "3rd Feb 2001", "13/02/2024", "02/13/2024", "2024/2/3", "1.2.2024",
    "20240301", "20240301T102030Z", "240301", "2024-061", "2024-W05-3", "Feb 31 2024", "10:20", "5pm", "Jan", "'99", "12-Mar-05",
    "Monday", "1483272000", "2001-02-03 24:00", "2024-13-01", "on 5 May", "H31.04.30", "2024-02-30T25:00", "noon EST", "12:00 PST",
)  # fmt: skip
TEXTS = (
    "Ada", "", " pad ", "two words", "a,b,c", "true", "5", "-2", "3.70", "01", "Zoë", "🎉 ok", "<b>hi</b> & 'x'", "C:\\new", "\\0",
    "line\nbreak", "abcabc", "İ ΑΣ ß", "size", "<script>x</script>z",
)  # fmt: skip
NUMBERS = (
    0,
    1,
    -1,
    2,
    3.0,
    2.5,
    -0.5,
    7,
    10,
    100,
    1483272000,
    0.1,
    1e15,
    1e-5,
    123456789012,
    12345678901234567890,
)
FORMATS = (
    "%Y-%m-%d", "%b %e, %Y", "%-I:%M %p", "%H:%M:%S %z", "%A %j %U", "%s", "%F %T %Z", "%c", "%^a %-d", "%G-W%V-%u", "%L %N %3N",
    "%:z %::z", "%y %C %k %l %P", "%x %X %D %R %r %v %%", "%10Y|%_5d|%05e|%Q|%E|%Od", "no", "",
)  # fmt: skip
PATHS = (
    "customer.first_name", "customer.plan", "customer.points", "customer.vip", "customer.address.city", "customer.address['zip']",
    "customer.nothing", "customer.empty_list", "customer.created_at", "trigger.items", "trigger.items[0].name", "trigger.items.first",
    "trigger.items.size", "trigger.nums", "trigger.nums[1]", "trigger.nums.last", "trigger.total", "trigger.note", "trigger.o",
    "trigger.o.a", "trigger.list", "trigger.list.first", "trigger.date", "trigger.missing",
)  # fmt: skip
WILD_PATHS = (
    "v0", "v1", "v2", "v3", "v0.size", "v1.first", "v2.last", "v3[0]", "v0['a']", "v1[v2]", "v2.a.b", "v3.name", "v0[0].a", "zz",
    "v0.empty?", "v1[-1]", "v2[1.5]", "[v3]", "['v0']", "v1.0", "v2.zz", "nil", "blank", "empty", "forloop", "forloop.index", "(1..3)",
    "(v0..v1)", "1.5", "-4", "'a", "x=1", "v0|", "v1.x-y", "((1..2)..3)", "1..3", "'q'.size", "{", "é",
)  # fmt: skip
FILTERS: dict[str, tuple[int, int]] = {
    "append": (1, 1), "capitalize": (0, 0), "date": (1, 1), "divided_by": (1, 1), "downcase": (0, 0), "escape_once": (0, 0),
    "first": (0, 0), "h": (0, 0), "join": (0, 1), "last": (0, 0), "map": (1, 1), "minus": (1, 1), "modulo": (1, 1),
    "newline_to_br": (0, 0), "plus": (1, 1), "prepend": (1, 1), "remove": (1, 1), "remove_first": (1, 1), "replace": (1, 2),
    "replace_first": (1, 2), "size": (0, 0), "sort": (0, 1), "split": (1, 1), "strip_html": (0, 0), "strip_newlines": (0, 0),
    "times": (1, 1), "truncate": (0, 2), "truncatewords": (0, 2), "upcase": (0, 0), "nosuch": (0, 1),
}  # fmt: skip


class LegacyCase(NamedTuple):
    """A template and its data."""

    template: str
    data: dict[str, object]


def case_at(kind: Kind, seed: int, index: int) -> LegacyCase:
    """Return one case of a run."""
    dice = random.Random(f"{kind} {seed} {index}")
    maker = Sane(dice) if kind == "sane" else Wild(dice)
    return LegacyCase(maker.body(3), maker.data())


class Sane:
    """Templates as people write them, with data that mostly fits."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.names: list[str] = []

    def data(self) -> dict[str, object]:
        pick = self.dice.choice
        items = [
            {
                "name": pick(TEXTS),
                "price": pick(NUMBERS),
                "qty": self.dice.randrange(9),
                "on": pick((True, False)),
            }
            for _ in range(self.dice.randrange(4))
        ]
        customer: dict[str, object] = {
            "first_name": pick(TEXTS), "plan": pick(("pro", "free", "", None)), "points": pick((*NUMBERS, "98")), "vip": pick((True, False)),
            "created_at": pick((1483272000, "1483272000")), "address": {"city": pick(TEXTS), "zip": pick((1234, "01234"))},
            "nothing": None, "empty_list": [],
        }  # fmt: skip
        trigger = {
            "items": items, "nums": [pick(NUMBERS) for _ in range(self.dice.randrange(4))], "total": pick(NUMBERS), "note": pick(TEXTS),
            "o": {"a": pick(NUMBERS), "b": pick(TEXTS)}, "list": [pick(TEXTS) for _ in range(self.dice.randrange(4))], "date": pick(DATES),
            "n": self.dice.randrange(5),
        }  # fmt: skip
        return {"customer": customer, "trigger": trigger}

    def path(self) -> str:
        return (
            self.dice.choice(self.names)
            if self.names and self.dice.random() < 0.3
            else self.dice.choice(PATHS)
        )

    def literal(self) -> str:
        kind = self.dice.randrange(4)
        if kind == 0:
            return str(self.dice.choice((0, 1, 2, 10, 2.5)))
        if kind == 1:
            return self.dice.choice(("true", "false", "nil", "blank", "empty"))
        return f"'{self.dice.choice(TEXTS)}'".replace("'x'", "x").replace("\n", " ")

    def value(self) -> str:
        return self.path() if self.dice.random() < 0.7 else self.literal()

    def filters(self, most: int = 3) -> str:
        return "".join(f" | {self.filter()}" for _ in range(self.dice.randrange(most)))

    def filter(self) -> str:
        name = self.dice.choice(list(FILTERS))
        least, limit = FILTERS[name]
        arguments: dict[str, Callable[[], str]] = {
            "date": lambda: f"'{self.dice.choice(FORMATS)}'",
            "map": lambda: "'name'",
            "sort": lambda: "'name'",
            "join": lambda: "', '",
            "split": lambda: self.dice.choice(("','", "' '", "''")),
            "truncate": lambda: str(self.dice.randrange(9)),
            "truncatewords": lambda: str(self.dice.randrange(4)),
        }
        count = self.dice.randint(least, limit)
        first = arguments.get(name, self.argument)
        parts = [first() if not at else self.argument() for at in range(count)]
        return f"{name}: {', '.join(parts)}" if parts else name

    def argument(self) -> str:
        return self.dice.choice(("1", "2", "'a'", "' '", "'x'", "0.5", "'b'"))

    def condition(self) -> str:
        parts = [self.comparison()]
        while self.dice.random() < 0.25:
            parts += [self.dice.choice(("and", "or")), self.comparison()]
        return " ".join(parts)

    def comparison(self) -> str:
        if self.dice.random() < 0.3:
            return self.path()
        operator = self.dice.choice(("==", "!=", "<", ">", "<=", ">=", "contains", "<>"))
        return f"{self.path()} {operator} {self.value()}"

    def body(self, depth: int) -> str:
        return "".join(self.node(depth) for _ in range(self.dice.randint(1, 3)))

    def node(self, depth: int) -> str:
        simple: list[Callable[[int], str]] = [
            self.output,
            self.output,
            self.text,
            self.assign,
            self.tag,
        ]
        blocks: list[Callable[[int], str]] = [self.if_, self.for_, self.case, self.block]
        return self.dice.choice(simple + (blocks if depth else []))(depth - 1)

    def output(self, _: int) -> str:
        return f"{{{{ {self.value()}{self.filters()} }}}}"

    def text(self, _: int) -> str:
        return self.dice.choice(("text ", "\n", "- ", "% } ", ", "))

    def assign(self, _: int) -> str:
        name = self.dice.choice(("x", "y"))
        made = f"{{% assign {name} = {self.value()}{self.filters()} %}}"
        self.names.append(name)
        return made

    def tag(self, _: int) -> str:
        return self.dice.choice(
            ("{% cycle 'a', 'b' %}", "{% cycle 'g': 'a', 'b', 'c' %}", "{% increment n %}", "{% decrement n %}", "{% raw %}{{ x }}{% endraw %}",
             "{% comment %}x{% endcomment %}")
        )  # fmt: skip

    def if_(self, depth: int) -> str:
        name = self.dice.choice(("if", "if", "unless"))
        made = f"{{% {name} {self.condition()} %}}{self.body(depth)}"
        while self.dice.random() < 0.2:
            made += f"{{% elsif {self.condition()} %}}{self.body(depth)}"
        if self.dice.random() < 0.5:
            made += f"{{% else %}}{self.body(depth)}"
        return f"{made}{{% end{name} %}}"

    def for_(self, depth: int) -> str:
        lists = (
            "trigger.items",
            "trigger.nums",
            "trigger.list",
            "trigger.o",
            "(1..trigger.n)",
            "customer.empty_list",
            "customer.plan",
        )
        options = self.dice.choice(
            (
                "",
                "",
                " limit:2",
                " offset:1",
                " reversed",
                " limit:2 offset:1",
                " offset:continue",
                " limit:1 offset:continue",
            )
        )
        variable = self.dice.choice(("i", "item"))
        before = list(self.names)
        self.names += [
            f"{variable}.name",
            variable,
            "forloop.index",
            "forloop.last",
            "forloop.rindex0",
        ]
        inside = self.body(depth)
        self.names = before
        name, options = self.dice.choice(
            (
                ("for", options),
                ("for", options),
                ("for", options),
                ("tablerow", self.dice.choice((" cols:2", " cols:2 limit:3", ""))),
            )
        )
        otherwise = (
            f"{{% else %}}{self.body(depth)}" if name == "for" and self.dice.random() < 0.3 else ""
        )
        return f"{{% {name} {variable} in {self.dice.choice(lists)}{options} %}}{inside}{otherwise}{{% end{name} %}}"

    def case(self, depth: int) -> str:
        made = f"{{% case {self.path()} %}}"
        for _ in range(self.dice.randint(1, 2)):
            made += f"{{% when {self.value()}{self.dice.choice(('', ', 1', ' or true'))} %}}{self.body(depth)}"
        if self.dice.random() < 0.5:
            made += f"{{% else %}}{self.body(depth)}"
        return made + "{% endcase %}"

    def block(self, depth: int) -> str:
        if self.dice.random() < 0.6:
            inside = self.body(depth)
            self.names.append("z")
            return f"{{% capture z %}}{inside}{{% endcapture %}}{{{{ z }}}}"
        return f"{{% ifchanged %}}{self.body(depth)}{{% endifchanged %}}"


class Wild(Sane):
    """Odd values, wrong arguments, broken syntax."""

    def data(self) -> dict[str, object]:
        return {f"v{number}": self.thing(2) for number in range(4)}

    def thing(self, depth: int) -> object:
        kind = self.dice.randrange(9 if depth else 6)
        if kind == 0:
            return self.dice.choice((None, True, False))
        if kind < 3:
            return self.dice.choice(NUMBERS[:-2])
        if kind < 6:
            return self.dice.choice((*TEXTS, *DATES))
        if kind == 6:
            names = self.dice.sample(
                ("a", "b", "name", "size", "first", "x-y"), self.dice.randrange(4)
            )
            return {name: self.thing(depth - 1) for name in names}
        return [self.thing(depth - 1) for _ in range(self.dice.randrange(4))]

    def path(self) -> str:
        return (
            self.dice.choice(self.names)
            if self.names and self.dice.random() < 0.2
            else self.dice.choice(WILD_PATHS)
        )

    def argument(self) -> str:
        return self.value()

    def filter(self) -> str:
        name = self.dice.choice(list(FILTERS))
        if name == "date" and self.dice.random() < 0.7:
            return f"date: '{self.dice.choice(FORMATS)}'"
        least, limit = FILTERS[name]
        count = max(0, self.dice.randint(least, limit) + self.dice.choice((0, 0, 0, 0, 0, 1, -1)))
        if self.dice.random() < 0.1:
            return self.dice.choice(
                (
                    f"{name}, {self.value()}",
                    f"{name} {self.value()}",
                    f"{name}: x: {self.value()}",
                    "",
                    f"{name}:",
                )
            )
        parts = [self.value() for _ in range(count)]
        return f"{name}:{', '.join(parts)}" if parts else name

    def comparison(self) -> str:
        made = super().comparison()
        kind = self.dice.randrange(14)
        odd = {
            0: made.replace(" ", ""),
            1: made.replace(" ", "", 1),
            2: f"({made})",
            3: made + " junk",
            4: made.replace("==", "="),
            5: made.replace("=", "!"),
        }
        return odd.get(kind, made)

    def node(self, depth: int) -> str:
        if self.dice.random() < 0.04:
            return self.dice.choice(
                ("{{ }}", "{{- v0 }}", "{{ v0 -}}", "{{{ v0 }}}", "{{ '}' }}", "{{ v0 }", "{% else if v0 %}", "{% endif x %}", "{% nosuch %}", "{%- if v0 %}",
                 "{% if %}", "{% else %}", "{% raw %}a{{ b {% endraw %}", "{% raw %}x{%- endraw -%}", "{% comment %}{% if v0 %}{% endcomment %}", "{% assign a.b = 1 %}",
                 "{% capture my-x %}1{% endcapture %}", "{% cycle %}", "{% cycle v0: %}", "{% increment v0 %}", "{% decrement v1 %}", "{% for i in %}{% endfor %}",
                 "{% case v0 %}{% else %}z{% when 1 %}x{% endcase %}", "{% assign r = (1..3) %}{{ r }}", "{{ v0 | | upcase }}", "{% if v0 and %}x{% endif %}",
                 "{% unless v0 %}a{% else %}b{% else %}c{% elsif true %}d{% endunless %}", "{% for i in v0 %}a{% else %}b{% else %}c{% endfor %}", "{% assign b = blank %}{{ b }}",
                 "{% case v0 %}junk{% when v1 v2 %}a{% endcase %}", "{% for i in v1 limit:v2 offset:v3 %}{{ i }}{% endfor %}", "{% tablerow i in v2 cols:v0 limit:v1 %}{{ i }}{% endtablerow %}"),
            )  # fmt: skip
        return super().node(depth)

    def for_(self, depth: int) -> str:
        made = super().for_(depth)
        if self.dice.random() < 0.6:
            return (
                made.replace(" in trigger.items", f" in {self.path()}")
                .replace(" in trigger.nums", " in v0")
                .replace(" in trigger.list", " in v1")
                .replace(" in trigger.o", " in v2")
                .replace("trigger.n)", "v3)")
                .replace(" in customer.empty_list", " in (v0..4)")
                .replace(" in customer.plan", " in v3")
            )
        return made.replace("trigger.", "v").replace("customer.", "v")
