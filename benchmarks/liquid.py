"""Compare our engine with python-liquid and liquidjs on one template, in one run.

    python -m benchmarks liquid

liquidjs runs in Node from ``scripts/node_modules`` (``npm ci --prefix scripts``); without it, its
figures are left out. Every figure is the median of the rounds, which take turns between the engines,
and counts processor time, so that other work on the machine does not show.
"""

import json
import marshal
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.runtime.loader import load
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse
from liquid import Environment

from benchmarks.rows import Aim, Peer, Row

NOW = datetime(2026, 3, 14, tzinfo=UTC)
NODE_MODULES = Path(__file__).parents[1] / "scripts" / "node_modules"

TEMPLATE = """{
  "title": "Hi {{ customer.first_name | default: 'there' }}, your order {{ trigger.order_id }} is on its way",
  "body": "{{ trigger.product.name }} was sent to {{ customer.address.city }} with {{ trigger.carrier | capitalize }}. It is expected on {{ trigger.expected }}.",
  "sender": { "name": "{{ trigger.shop.name }}", "avatar": "{{ trigger.shop.avatar }}" },
  "items": [
    {% for item in trigger.items %}
    { "name": "{{ item.name | upcase }}", "quantity": {{ item.quantity }}, "price": {{ item.price }} }{% unless forloop.last %},{% endunless %}
    {% endfor %}
  ],
  "total": {{ trigger.total }},
  "delivery": {% if trigger.express %}"express: it leaves our warehouse today"{% elsif trigger.pickup %}"pick it up at the counter from tomorrow on"{% else %}"standard: it takes three to five working days"{% endif %},
  {% if customer.plan == 'pro' and trigger.total > 50 %}"gift": "You get a free gift with this order, as you are with us as a professional.",{% endif %}
  "note": "Something is wrong with your order? Answer this message, and we will call you back within a day. Nothing you sent back is lost, and you pay nothing for sending it.",
  "link": "https://shop.example/orders/{{ trigger.order_id | url_encode }}?utm_source=inbox&utm_medium=message",
  "support": "https://shop.example/help?customer={{ customer.id }}",
  "unsubscribe": "https://shop.example/settings/notifications?who={{ customer.id }}&lang={{ customer.language }}"
}
"""

STRUCTURES = 300
"""More than are kept of code that templates share."""

NEW_STRUCTURES = [
    TEMPLATE.replace("in trigger.items %}", f"in trigger.items limit: {number} %}}")
    for number in range(10, 10 + STRUCTURES)
]
"""The same template with another limit each, which no two share code with."""

DATA: dict[str, object] = {
    "customer": {
        "id": "user_42",
        "first_name": "Ada",
        "plan": "pro",
        "language": "en",
        "address": {"city": "Paris"},
    },
    "trigger": {
        "order_id": "ORD-1001",
        "carrier": "the post",
        "expected": "Monday",
        "product": {"name": "Blue widget"},
        "shop": {"name": "Widgets", "avatar": "https://shop.example/logo.png"},
        "total": 99.5,
        "express": False,
        "pickup": True,
        "items": [{"name": f"Widget {n}", "quantity": n, "price": 9.5 + n} for n in range(1, 6)],
    },
}

NODE = """
const { Liquid } = require(process.argv[1] + '/liquidjs');
const { template, data, seconds } = JSON.parse(process.argv[2]);
const engine = new Liquid({ lenientIf: true, strictVariables: true });
const parsed = engine.parse(template);
const rate = work => {
  const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
  const start = used();
  let count = 0;
  while (used() - start < seconds) { for (let i = 0; i < 20; i++) work(); count += 20; }
  return count / (used() - start);
};
rate(() => engine.renderSync(parsed, data));
console.log(JSON.stringify({
  text: engine.renderSync(parsed, data),
  parse: rate(() => engine.parse(template)),
  render: rate(() => engine.renderSync(parsed, data)),
}));
"""


def rate(work: Callable[[], object], seconds: float) -> float:
    """Return how often the work is done in a second of processor time."""
    count = 0
    start = time.process_time()
    while (took := time.process_time() - start) < seconds:
        for _ in range(20):
            work()
        count += 20
    return count / took


def one_round(seconds: float) -> dict[str, float]:
    """Measure everything once."""
    environment = Environment()
    theirs = environment.from_string(TEMPLATE)
    parsed = parse(TEMPLATE)
    program = compile_nodes(parsed)
    new = cycle(NEW_STRUCTURES)
    text = run(program, DATA, now=NOW).text
    assert text == theirs.render(**DATA), "the engines disagree"
    found = {
        "python-liquid parse": rate(lambda: environment.from_string(TEMPLATE), seconds),
        "our parse": rate(lambda: parse(TEMPLATE), seconds),
        "our compile": rate(lambda: compile_nodes(parsed), seconds),
        "our parse + compile": rate(lambda: compile_nodes(parse(TEMPLATE)), seconds),
        "our parse + compile, new": rate(lambda: compile_nodes(parse(next(new))), seconds),
        "our code, loaded": rate(lambda: marshal.loads(program.code), seconds),
        "python-liquid render": rate(lambda: theirs.render(**DATA), seconds),
        "our render, reads recorded": rate(lambda: run(program, DATA, now=NOW), seconds),
    }
    load(program)
    if shutil.which("node") and (NODE_MODULES / "liquidjs").is_dir():
        asked = json.dumps({"template": TEMPLATE, "data": DATA, "seconds": seconds})
        command = ["node", "-e", NODE, str(NODE_MODULES), asked]
        answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        assert answer["text"] == text, "the engines disagree"
        found["liquidjs parse"] = answer["parse"]
        found["liquidjs render"] = answer["render"]
    return found


def rows(*, quick: bool = False) -> list[Row]:
    """Return the median of several rounds, in calls a second of processor time."""
    count, seconds = (1, 0.02) if quick else (7, 0.5)
    rounds = [one_round(seconds) for _ in range(count)]
    median = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}

    def row(key: str, what: str, ours: str, theirs: str, aim: float) -> Row:
        peer = Peer(theirs, median.get(theirs))
        return Row(f"liquid.{key}", what, median[ours], "/s", Aim("ratio", aim), peer)

    render = "our render, reads recorded"
    return [
        row("render", "render, reads recorded", render, "python-liquid render", 6),
        row("render-js", "render, beside liquidjs", render, "liquidjs render", 3),
        # it may cost 1.5 times python-liquid's parse
        row(
            "compile",
            "parse and compile, of a known structure, beside parsing",
            "our parse + compile",
            "python-liquid parse",
            1 / 1.5,
        ),
        row(
            "compile-new",
            "parse and compile, of a new structure, beside parsing",
            "our parse + compile, new",
            "python-liquid parse",
            1 / 2,
        ),
        row("load", "load compiled code, beside parsing", "our code, loaded", "our parse", 30),
    ]
