"""The fewest redacted profiles that show what a population does."""

import random
from itertools import combinations

import pytest
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.representation import Audit, Item, Items, represent
from inbox_toolkit.audit.summary import findings_of, outcome_of, summarize
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Template

from scripts.audit_conformance import ENVIRONMENT, PROJECT, SETTINGS, People, run_audit
from tests.support.projects import template

FIRST = template("""{"properties": {
  "a": "Hi {{ customer.name }}{% if customer.drink == 'tea' %} F{% elsif customer.drink == 'cocoa' %} P{% endif %}",
  "b": "{% if customer.points > 10 %}many{% else %}few{% endif %}",
  "c": {{ customer.city | default: "x" | json }}
}, "expiration": {"type": "relative", "value": 30, "unit": "days"}}""")  # fmt: skip
SECOND = template("""{"properties": {
  "a": "{% unless customer.vip %}no{% endunless %}", "b": {{ customer.size | plus: 1 | json }}
}, "expiration": {"type": "relative", "value": 30, "unit": "days"}}""")
VALUES: dict[str, list[object]] = {
    "name": ["Zebulon", None, 'Zeb"ulon', ""], "drink": ["tea", "cocoa", "Klingon", None],
    "points": [3, 30, None], "city": ["Xanadu", None], "vip": [True, False, None], "size": [1, None],
}  # fmt: skip
TYPES = {
    "points": ("BIGINT", "number"),
    "size": ("BIGINT", "number"),
    "vip": ("BOOLEAN", "boolean"),
}


def population(seed: int, size: int) -> People:
    chance = random.Random(seed)
    return People(
        {name: TYPES.get(name, ("VARCHAR", "text")) for name in VALUES},  # type: ignore[misc]
        [{name: chance.choice(values) for name, values in VALUES.items()} for _ in range(size)],
    )


def audited(people: People, *templates: Template) -> list[Audit]:
    with DuckDBEngine(threads=1) as engine:
        return [
            (
                summarize(run_audit(one, people, engine)),
                Judge(one, None, PROJECT, ENVIRONMENT, SETTINGS),
            )
            for one in templates
        ]


def items(audits: list[Audit], people: list[dict[str, object]]) -> list[Items]:
    """Return what each person shows, judged alone."""
    found = []
    for person in people:
        shown: set[Item] = set()
        for number, (summary, judge) in enumerate(audits):
            (verdict,) = judge.verdicts([judge.render({"customer": person, "trigger": {}}, "one")])
            causes = findings_of(verdict, summary.result)
            shown |= {(number, one) for one in causes if one.severity is not Severity.INFO}
            shown |= {(number, one) for one in (outcome_of(verdict), *verdict.branches)}
        found.append(frozenset(shown))
    return found


def present(people: People) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if v is not None} for row in people.rows]


def name(number: int) -> str:
    return f"audience_{number}"


@pytest.mark.parametrize("seed", range(4))
def test_the_profiles_show_everything_and_no_smaller_set_of_people_does(seed: int) -> None:
    people = population(seed, 12)
    audits = audited(people, FIRST)
    found = represent(audits, name)
    alone = items(audits, present(people))
    assert found.wanted == Items().union(*alone) == found.covered
    again = items(audits, [dict(one.profile) for one in found.profiles])
    assert again == [one.covers for one in found.profiles]
    for smaller in combinations(set(alone), len(found.profiles) - 1):
        assert Items().union(*smaller) != found.wanted


@pytest.mark.parametrize("seed", range(2))
def test_one_set_shows_several_templates(seed: int) -> None:
    audits = audited(population(seed, 40), FIRST, SECOND)
    both = represent(audits, name)
    assert both.covered == both.wanted
    again = items(audits, [dict(one.profile) for one in both.profiles])
    assert Items().union(*again) == both.wanted  # and nothing that nobody has
    alone = [len(represent([one], name).profiles) for one in audits]
    assert max(alone) <= len(both.profiles) < sum(alone)


def test_values_are_replaced_but_for_texts_that_the_template_compares_with() -> None:
    found = represent(audited(population(1, 60), FIRST), name)
    written = str([one.profile for one in found.profiles])
    assert not [one for one in ("Zeb", "ulon", "Klingon", "Xanadu") if one in written]
    assert "'tea'" in written
    assert "'cocoa'" in written


def test_what_no_redacted_profile_shows_is_left_out() -> None:
    link = template("""{"properties": {"a": {% assign code = customer.code | md5 %}{% if code == "900150983cd24fb0d6963f7d28e17f72" %}1{% else %}2{% endif %}
    }, "expiration": {"type": "relative", "value": 30, "unit": "days"}}""")
    people = People({"code": ("VARCHAR", "text")}, [{"code": "abc"}, {"code": "x"}])
    found = represent(audited(people, link), name)
    assert found.wanted - found.covered == {(0, 0)}


def test_nobody_is_represented_by_nothing() -> None:
    people = People({"name": ("VARCHAR", "text")}, [])
    found = represent(audited(people, FIRST), name)
    assert (found.profiles, found.wanted) == ((), frozenset())
