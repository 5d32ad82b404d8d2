from inbox_toolkit.audit.summary import Summary, summarize

from tests.support.audits import count, finding, missing, result
from tests.support.projects import template

TEXT = """{"properties": {
  "title": "Hi {{ customer.first_name }} of {{ customer.city }}",
  {% if customer.plan == 'free' %}"a": 1{% else %}"a": {{ customer.points | default: 0 }}{% endif %}
}, "expiration": {"type": "relative", "value": 30, "unit": "days"}}"""
T = template(TEXT)
NAME, CITY = missing(T, "customer.first_name"), missing(T, "customer.city")
PLACEHOLDER = "{{ customer.first_name }}"


def broken(message: str) -> object:
    return finding(
        T, "rendered-not-json", PLACEHOLDER, f"the rendered text is not a JSON object: {message}"
    )


def summary(**options: bool) -> Summary:
    return summarize(
        result(
            T,
            count(900, "u1", branches=(1,), by={"customer.plan": {"free": 0, "pro": 900}}),
            count(50, "u2", NAME, delivery="failed", by={"customer.plan": {"free": 49, "rare": 1}}),
            count(30, "u9", CITY, NAME, delivery="failed", by={"customer.plan": {None: 30}}),
            count(20, "u10", CITY, delivery="failed"),
            count(4, "u3", broken("a line break"), delivery="broken", customer={"first_name": "a\nb"}),  # type: ignore[arg-type]
            count(3, "u0", broken("found `…`"), delivery="broken", customer={"first_name": 'a"'}),  # type: ignore[arg-type]
            count(2, "u5", finding(T, "blank-value", "customer.city", "`customer.city` is blank", "customer.city")),
        ),
        **options,
    )  # fmt: skip


def test_outcomes_add_up() -> None:
    found = summary()
    assert found.outcomes == {"whole": 900, "flawed": 2, "broken": 7, "failed": 100}
    assert sum(found.outcomes.values()) == found.people == 1_009
    assert found.lost == 107


def test_causes_are_sorted_and_have_the_smallest_id() -> None:
    causes = [
        (one.finding.message, one.people, one.first_id, one.outcome) for one in summary().causes
    ]
    assert causes == [
        ("`customer.first_name` has no value", 80, "u2", "failed"),
        ("`customer.city` has no value", 50, "u10", "failed"),
        ("`customer.first_name` breaks the JSON with a quote, backslash or line break", 7, "u0", "broken"),
        ("`customer.city` is blank", 2, "u5", "flawed"),
    ]  # fmt: skip
    assert summary().causes[0].place == "templates/t.json:2:19"
    assert "default" in summary().causes[0].remedy


def test_what_a_fallback_saves_counts_who_fails_for_nothing_else() -> None:
    assert [(one.paths, one.people) for one in summary().savings] == [
        (("customer.first_name",), 50),
        (("customer.city",), 20),
        (("customer.city", "customer.first_name"), 100),
    ]


def test_one_missing_path_has_no_sum() -> None:
    found = summarize(result(T, count(5, "u1", NAME, delivery="failed")))
    assert [(one.paths, one.people) for one in found.savings] == [(("customer.first_name",), 5)]


def test_branches_are_those_of_the_template() -> None:
    found = summary().branches
    assert [(one.kind, one.people) for one in found] == [("if", 0), ("else", 900), ("default", 0)]
    assert found[0].label == "{% if customer.plan == 'free' %}"


def test_values_that_few_share_are_not_named() -> None:
    rows = [(one.value, one.people, one.lost, one.rarer) for one in summary().by["customer.plan"]]
    assert rows == [("free", 49, 49, 0), (None, 30, 30, 0), ("pro", 900, 0, 0), (None, 1, 1, 1)]
    shown = summary(show_values=True).by["customer.plan"]
    assert "rare" in {one.value for one in shown}


def test_ids_can_be_hashed_and_values_are_asked_for() -> None:
    plain, hidden, shown = summary(), summary(hash_ids=True), summary(show_values=True)
    assert all(one.first_id.startswith("sha256:") for one in hidden.causes)
    assert all(one.example is None for one in (*plain.causes, *hidden.causes))
    assert shown.causes[2].example == {"customer": {"first_name": 'a"'}, "trigger": {}}


def test_a_failure_that_no_rule_explains_is_a_cause() -> None:
    found = summarize(
        result(T, count(5, "u1", delivery="failed"), count(1, "u2", delivery="broken"))
    )
    assert [one.outcome for one in found.causes] == ["failed", "broken"]


def test_nobody() -> None:
    found = summarize(result(T))
    assert (found.people, found.lost, found.causes, found.savings) == (0, 0, (), ())
    assert found.share(0) == 0
