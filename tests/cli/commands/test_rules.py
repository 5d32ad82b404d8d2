import json
from pathlib import Path

import pytest
from inbox_toolkit.validation.rules import RULES

from tests.support.commands import invoke


def test_every_rule_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(capsys, tmp_path, "rules")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == [rule.META.id for rule in RULES]


def test_json_is_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(invoke(capsys, tmp_path, "rules", "--json").out)
    assert {"rule", "severity", "recommended", "summary", "options"} == set(rows[0])


def test_an_unknown_option_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, tmp_path, "rules", "--nope").code == 2
