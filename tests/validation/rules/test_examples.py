"""Every rule is held to its own page: its Bad gives the rule, its Good gives nothing at all."""

import importlib
from pathlib import Path

import pytest
from inbox_toolkit.validation.rule import Rule
from inbox_toolkit.validation.rules import RULES

from tests.support.projects import write_project
from tests.support.rules import example, findings

BESIDE = {"unreached-fallback", "unsafe-in-json"}
"""What a good example may leave undone, to stay short."""

IDS = [rule.META.id for rule in RULES]


def page(rule: Rule) -> str:
    module = importlib.import_module(
        f"inbox_toolkit.validation.rules.{rule.META.id.replace('-', '_')}"
    )
    return module.__doc__ or ""


def configured(rule: Rule, more: str = "") -> str:
    return f'[validate.severity]\n{rule.META.id} = "{rule.META.severity}"\n{more}'


def found_in(folder: Path, rule: Rule, part: str, config: str) -> set[str]:
    files = dict(example(page(rule), part))
    said = files["inbox.toml"]
    assert isinstance(said, str | bytes)
    files["inbox.toml"] = (said if isinstance(said, str) else said.decode()) + config
    return {one.rule for one in findings(write_project(folder, files))}


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_bad_example_gives_its_rule(tmp_path: Path, rule: Rule) -> None:
    assert rule.META.id in found_in(tmp_path, rule, "Bad", configured(rule))


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_good_example_gives_nothing(tmp_path: Path, rule: Rule) -> None:
    found = found_in(tmp_path, rule, "Good", configured(rule))
    assert found <= BESIDE - {rule.META.id}


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_can_be_left_out_for_a_file(tmp_path: Path, rule: Rule) -> None:
    more = f'[validate.ignore]\n"*" = ["{rule.META.id}"]\n'
    assert rule.META.id not in found_in(tmp_path, rule, "Bad", configured(rule, more))


IN_THE_BODY = [
    "blank-value", "contract-conflict", "date-input", "deprecated-filter", "empty-loop", "filter-arguments",
    "link-scheme", "missing-value", "never-present", "possibly-missing", "rendered-not-json",
    "secret-in-template", "text-arithmetic", "trailing-comma-loop", "unavailable-root",
    "unknown-filter", "unknown-root", "unlisted-construct", "unreached-branch",
    "unreached-fallback", "unsafe-in-json", "unused-assign", "version-difference",
    "visual-binding", "visual-message", "wrong-type",
]  # fmt: skip
"""Rules that point into sound properties, where a comment can stand."""


@pytest.mark.parametrize("rule", [one for one in RULES if one.META.id in IN_THE_BODY])
def test_a_comment_silences_a_rule_on_the_next_line(tmp_path: Path, rule: Rule) -> None:
    files = dict(example(page(rule), "Bad"))
    files["inbox.toml"] = configured(rule)
    before = [one for one in findings(write_project(tmp_path, files)) if one.rule == rule.META.id]
    text = (tmp_path / "templates/t.json").read_text().splitlines()
    comment = f"{{% comment %}} inbox-ignore-next-line {rule.META.id}: known {{% endcomment %}}"
    for line in sorted({one.start.line for one in before}, reverse=True):
        text.insert(line - 1, comment)
    write_project(tmp_path, {"templates/t.json": "\n".join(text)})
    assert {one.rule for one in findings(tmp_path)}.isdisjoint({rule.META.id, "unused-suppression"})
