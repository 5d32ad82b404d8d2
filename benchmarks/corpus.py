"""Make a large project: so many templates, each with the same number of cases, all of them clean.

A template is about 1.5 KB: a dozen variables, a loop of five, some conditions. There are 50
structures, as in a project of several teams; templates of one structure differ in their texts.
"""

import json
from pathlib import Path
from random import Random

PROFILES = 20
DATA = 5
STRUCTURES = 50
EXTRA_MEMBERS = 9

ENVELOPE = """{
  "transactional_message_id": "message_%(number)d",
  "name": "Message %(number)d",
  "topics": ["orders"],
  "type": "notification",
  "expiration": { "type": "relative", "value": 30, "unit": "days" },
  "properties": {
    MEMBERS
  }
}
"""

COMMON = (
    """"title": {{ 'Hi ' | append: customer.first_name | append: ', order %(number)d is on its way' | json }}""",
    """"items": [
      {%% for item in trigger.items limit: 5 %%}{
        "name": {{ item.name | json }},
        "quantity": {{ item.quantity }},
        "line": {{ item.price | times: item.quantity }}
      }{%% unless forloop.last %%},{%% endunless %%}{%% endfor %%}
    ]""",
    """"footer": "Sent by the shop, message %(number)d\"""",
)
"""What every template has."""

EXTRA = (
    """"greeting": {%% if customer.plan == 'pro' %%}{{ customer.plan | upcase | json }}{%% else %%}"free"{%% endif %%}""",
    """"body": {{ trigger.product.name | append: ' was sent to ' | append: customer.address.city | json }}""",
    """"order_id": {{ trigger.order_id | json }}""",
    """"carrier": {{ trigger.carrier | default: 'the post' | capitalize | json }}""",
    """"total": {{ trigger.total | times: 1.2 | round: 2 }}""",
    """"delivery": {%% if trigger.express %%}"express"{%% elsif trigger.pickup %%}"pick up"{%% else %%}"standard"{%% endif %%}""",
    """"placed": {{ trigger.placed_at | date: '%%d %%B %%Y' | json }}""",
    """"link": {{ trigger.url | append: '?order=' | append: trigger.order_id | json }}""",
    """"unsubscribe": {{ 'https://example.com/u/' | append: customer.id | json }}""",
    """"price": {{ trigger.total | round: 2 | append: ' EUR' | json }}""",
    """"zip": {{ customer.address.zip | json }}""",
    """"level": {%% case customer.plan %%}{%% when 'pro' %%}"gold"{%% else %%}"silver"{%% endcase %%}""",
    """"names": {{ trigger.items | map: 'name' | join: ', ' | json }}""",
    """"count": {{ trigger.items | size }}""",
    """"wait": {%% unless trigger.express %%}"three to five days"{%% else %%}"a day"{%% endunless %%}""",
)
"""Of these, each structure has some, in an order of its own."""


def template_text(number: int) -> str:
    """Return the text of a template; one of ``STRUCTURES`` later has the same structure."""
    chance = Random(number % STRUCTURES)
    title, *common = COMMON
    members = [*common, *chance.sample(EXTRA, EXTRA_MEMBERS)]
    chance.shuffle(members)
    text = ENVELOPE.replace("MEMBERS", ",\n    ".join([title, *members]))
    return text % {"number": number}


def profile(number: int) -> dict[str, object]:
    return {
        "id": f"user_{number}",
        "first_name": ("Ada", "Noor", "Camille", "Dwayne", "雪")[number % 5],
        "plan": ("pro", "free")[number % 2],
        "address": {
            "city": ("Paris", "Oslo", "São Paulo")[number % 3],
            "zip": f"{10_000 + number}",
        },
    }


def message_data(template: int, number: int) -> dict[str, object]:
    items = [
        {"name": f"Widget {index}", "quantity": index + 1, "price": 9.5 + index}
        for index in range(number)
    ]
    return {
        "order_id": f"ORD-{template}-{number}",
        "product": {"name": f"Blue widget {template}"},
        "total": 19.99 * (number + 1),
        "items": items,
        "express": number == 0,
        "pickup": number == 1,
        "placed_at": 1_700_000_000 + template * 86_400,
        "url": "https://example.com/orders",
        **({"carrier": "dhl"} if number % 2 else {}),
    }


def write_corpus(folder: Path, templates: int) -> Path:
    """Write a project of so many templates, with 100 cases each."""
    write(folder / "inbox.toml", '[render]\nnow = "2026-01-15T09:00:00Z"\n')
    for number in range(PROFILES):
        write(folder / f"fixtures/profiles/p{number:02}.json", profile(number))
    for template in range(templates):
        name = f"message_{template:04}"
        write(folder / f"templates/{name}.json.liquid", template_text(template))
        for number in range(DATA):
            file = folder / f"fixtures/message_data/{name}/d{number}.json"
            write(file, message_data(template, number))
    return folder


def write(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = (
        content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)
    )
    file.write_text(text, encoding="utf-8")
