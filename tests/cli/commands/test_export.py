from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project


def test_the_text_is_on_stdout_and_the_settings_beside_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, repository, "export", "order_shipped")
    assert ran.code == 0
    assert ran.out.startswith('{\n  "title": {{ customer.first_name | default:')
    assert "Trigger name: order_shipped" in ran.err
    assert "Expiration:  30 days" in ran.err


def test_a_broken_template_is_not_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, small_project(tmp_path, '{"a": "{% if %}"}'), "export", "t")
    assert (ran.code, ran.out) == (2, "")
    assert "see: inbox validate t" in ran.err
