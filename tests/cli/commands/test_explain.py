from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.commands.explain import command, rule_names
from inbox_toolkit.validation.rules import RULES

from tests.support.commands import invoke


@pytest.mark.parametrize("name", [rule.META.id for rule in RULES])
def test_every_rule_has_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    ran = invoke(capsys, tmp_path, "explain", name)
    assert ran.code == 0
    assert ran.out.startswith(f"{name} (")
    for part in ("Why: ", "Bad:\n", "Good:\n", f'{name} = "off"'):
        assert part in ran.out


def test_a_mistake_is_answered_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, tmp_path, "explain", "mising-value")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `missing-value`?" in ran.err


def test_names_are_completed() -> None:
    context = click.Context(command)
    offered = rule_names(context, command.params[0], "miss")
    assert [item.value for item in offered] == ["missing-value"]
