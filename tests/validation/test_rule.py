import importlib
import re
from pathlib import Path

import pytest
from inbox_toolkit.validation import rules
from inbox_toolkit.validation.rule import Rule

IDS = [rule.META.id for rule in rules.RULES]


def test_the_registry_is_the_folder_in_order() -> None:
    folder = Path(rules.__file__).parent
    files = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert [one.replace("-", "_") for one in IDS] == files


@pytest.mark.parametrize("rule", rules.RULES, ids=IDS)
def test_a_rule_says_why_what_is_bad_and_what_is_good(rule: Rule) -> None:
    module = importlib.import_module(
        f"inbox_toolkit.validation.rules.{rule.META.id.replace('-', '_')}"
    )
    text = module.__doc__ or ""
    parts = [text.index(part) for part in ("\nWhy: ", "\nBad::\n", "\nGood::\n")]
    assert parts == sorted(parts)
    assert re.fullmatch(r"[a-z][a-z-]*", rule.META.id)
    assert rule.META.summary[0].islower() or rule.META.summary.startswith(("Liquid", "JSON"))
