"""Audit a file of people by classes and compare with everyone rendered alone, person by person.

    inbox fixtures people --count 1000000 --out people.parquet
    python -m scripts.audit_equality people.parquet [NAME ...] [--people N]

Templates are those of the repository and some hard ones: many columns, conditions on dates and
numbers, JSON written by hand, a loop. People of equal values are rendered once. Exit status 1:
somebody was judged differently.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from inbox_toolkit.audit.audit import AuditOptions, audit
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.mapping import MappingOptions
from inbox_toolkit.audit.sources import find_files, open_people
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project, open_project
from inbox_toolkit.rendering.environment import render_environment
from inbox_toolkit.template.reader import parse_template, read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.settings import settings_of

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)

HARD = {
    "by_hand": """
        "title": "Hi {{ customer.first_name }} {{ customer.last_name }}",
        "body": "{{ customer.city }}, {{ customer.country }}: {{ customer.points | format_number }} points, last seen {{ customer.last_seen_at | date: '%b %-d' }}"
    """,
    "tiers": """
        {% if customer.balance > 500 and customer.points >= 1000 %}
        "title": "Premium {{ customer.first_name }} {{ customer.last_name }}",
        {% elsif customer.city contains 'City' and customer.last_seen_at > 1750000000 %}
        "title": "Hello {{ customer.city }}",
        {% elsif customer.first_name != blank %}
        "title": "{{ customer.first_name | upcase }}",
        {% else %}
        "title": "{{ customer.last_name | default: customer.email }}",
        {% endif %}
        "points": {{ customer.points }},
        "since": "{{ customer.birthday | date: '%Y' }}"
    """,
    "offer": """
        {% assign lang = customer.language | default: 'en' | downcase | slice: 0, 2 %}
        {% assign days = 'now' | date: '%s' | minus: customer.created_at | divided_by: 86400 | floor %}
        {% case lang %}
        {% when 'fr' %}"title": "Bonjour {{ customer.first_name }}",
        {% when 'de' %}"title": "Hallo {{ customer.first_name | default: customer.last_name | default: 'du' }}",
        {% when 'ja', 'ar' %}"title": {{ customer.first_name | default: 'you' | append: ' ✓' | json }},
        {% else %}"title": "Hi {{ customer.first_name | default: 'there' | capitalize }}",
        {% endcase %}
        {% if days > 365 and customer.plan != 'free' %}"body": "A year and more",
        {% elsif days > 30 or customer.is_vip %}"body": "{{ customer.created_at | date: '%B %-d, %Y' }}",
        {% else %}"body": "New here",
        {% endif %}
        "balance": "{{ customer.balance | times: 1.2 | currency: 'en-US', 'EUR' }}",
        "link": "https://example.com/o?e={{ customer.email | url_encode }}"
    """,
    "loop": """
        "title": {{ customer.first_name | prepend: 'For ' | json }},
        "items": [{% for tag in customer.tags limit: 2 %}{{ tag | json }}{% unless forloop.last %},{% endunless %}{% endfor %}],
        "tags": "{{ customer.tags | join: ', ' }}"
    """,
    "joined": """
        "title": {{ 'Hi ' | append: customer.first_name | append: ' ' | append: customer.last_name | json }},
        "body": {{ customer.city | append: ', ' | append: customer.points | append: customer.plan | json }},
        {% if customer.points > 100 or customer.plan == 'pro' %}"link": "https://example.com/{{ customer.plan | url_encode }}",{% endif %}
        "n": {{ customer.points | default: 0 }}
    """,
}  # fmt: skip


def templates(project: Project) -> Iterator[tuple[str, Template, Fixture | None]]:
    """Yield the name of each template, the template, and message data for it."""
    for template in read_templates(project.template_files, project.config):
        data = project.fixtures.message_data.get(template.name, ())
        yield template.label, template, data[0] if data else None
    for name, properties in HARD.items():
        text = (
            f'{{"name": "H", "topics": ["news"], "type": "hard", "properties": {{{properties}}}}}'
        )
        template = parse_template(
            Source(f"templates/{name}.json.liquid", text), name, project.config
        )
        yield name, template, None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--people", type=int, help="so many of the first ones, instead of all")
    chosen = parser.parse_args()
    project = open_project(Path.cwd())
    is_different = False
    print("| template | people | method | verdicts | renders | judged differently | CPU s |")
    print("|---|--:|---|--:|--:|--:|--:|")
    for name, template, data in templates(project):
        if chosen.names and name not in chosen.names:
            continue
        started = time.process_time()
        row, is_equal = compared(template, data, project, chosen.file, chosen.people)
        is_different |= not is_equal
        print(f"| {name} | {row} | {time.process_time() - started:.0f} |", flush=True)
    return 1 if is_different else 0


def compared(
    template: Template, data: Fixture | None, project: Project, file: str, most: int | None
) -> tuple[str, bool]:
    """Return a row of the table, and whether everyone is judged alike."""
    with DuckDBEngine() as engine:
        population = open_people(engine, find_files([file]), MappingOptions()).population
        if most is not None:
            engine.execute(
                f"CREATE TEMP TABLE few AS SELECT * FROM {population.relation} LIMIT {most}"
            )
            population = type(population)(
                "few", population.columns, population.id_column, population.source
            )
        ((people,),) = engine.run(f"SELECT count(*) FROM {population.relation}")
        try:
            result = audit(
                template, data, population, engine, project=project,
                environment=render_environment(project, now=NOW),
                settings=settings_of(project.config),
                options=AuditOptions(verify=int(str(people)), method="classes"),
            )  # fmt: skip
        except EngineError as error:
            return f"{people:,} | | | | {error.message}", False
    assert result.verified in (people, 0)
    method, renders = result.plan.method, f"{result.renders:,}"
    verdicts = len(result.verdicts)
    return f"{result.people:,} | {method} | {verdicts:,} | {renders} | 0", True


if __name__ == "__main__":
    sys.exit(main())
