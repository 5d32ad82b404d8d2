from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config, ValidateSettings
from inbox_toolkit.validation.settings import settings_of


def config(**validate: object) -> Config:
    return Config(root=Path(), validate=ValidateSettings(**validate))  # type: ignore[arg-type]


def test_rules_are_as_bad_as_they_say_unless_set() -> None:
    settings = settings_of(config(severity={"blank-value": "info", "json-syntax": "off"}))
    assert settings.severity("missing-value", "t") is Severity.ERROR
    assert settings.severity("blank-value", "t") is Severity.INFO
    assert settings.severity("json-syntax", "t") is None


def test_a_rule_can_be_left_out_in_files() -> None:
    settings = settings_of(config(ignore={"templates/old*": ("blank-value",)}))
    assert settings.severity("blank-value", "templates/old_one.json") is None
    assert settings.severity("blank-value", "templates/new.json") is Severity.ERROR


@pytest.mark.parametrize(
    "validate",
    [
        {"severity": {"blank-valeu": "off"}},
        {"options": {"blank-valeu": {}}},
        {"ignore": {"*": ("blank-valeu",)}},
    ],
)
def test_an_unknown_rule_is_an_error_with_the_nearest(validate: dict[str, object]) -> None:
    with pytest.raises(ProjectError, match="unknown rule `blank-valeu`") as caught:
        settings_of(config(**validate))
    assert caught.value.help == "did you mean `blank-value`?"


def test_an_unknown_option_is_an_error() -> None:
    with pytest.raises(ProjectError, match="unknown option `loud`"):
        settings_of(config(options={"blank-value": {"loud": True}}))
