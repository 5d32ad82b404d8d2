"""Read what a project's configuration says about rules: which are on, severities, options."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.errors import ConfigurationError
from inbox_toolkit.project.config import Config, ValidateSettings
from inbox_toolkit.validation.rule import (
    FixtureRule,
    ProjectRule,
    RevisionRule,
    RuleMeta,
    Settings,
    TemplateRule,
)
from inbox_toolkit.validation.rules import RULES

_REVISION_RULES = frozenset(
    rule.META.id
    for rule in RULES
    if isinstance(rule, RevisionRule)
    and not isinstance(rule, TemplateRule | FixtureRule | ProjectRule)
)


CASE_RULES = frozenset(
    {
        "blank-value",
        "date-input",
        "link-scheme",
        "missing-value",
        "payload-size",
        "render-failure",
        "rendered-not-json",
        "rendered-schema",
        "visual-binding",
        "visual-message",
        "wrong-type",
    }
)
"""The rules whose findings depend on the case. The others find the same in every case, and running
them all takes fifteen times as long."""


def settings_of(config: Config) -> Settings:
    """Return the settings of the rules; raises ConfigurationError for an unknown rule or option."""
    validate = config.validate
    known = {rule.META.id: rule.META for rule in RULES}
    for table, rule in _mentioned(validate):
        if rule not in known:
            near = get_close_matches(rule, known, n=1)
            raise ConfigurationError(
                f"`validate.{table}` names an unknown rule `{rule}`",
                help=f"did you mean `{near[0]}`?" if near else "see: inbox rules",
                keys=("validate", table, rule),
            )
    for rule, options in validate.options.items():
        _check_options(known[rule], options)
    return Settings(
        severities=_severities(validate, known),
        configured_options=validate.options,
        ignored=validate.ignore,
        known_rules=tuple(known),
        revision_rules=_REVISION_RULES,
    )


def case_settings(settings: Settings) -> Settings:
    """Return the settings with only the rules in ``CASE_RULES`` enabled."""
    severities = settings.severities.items()
    return replace(
        settings, severities={rule: level for rule, level in severities if rule in CASE_RULES}
    )


def _severities(validate: ValidateSettings, known: Mapping[str, RuleMeta]) -> dict[str, Severity]:
    severities = {}
    for rule, meta in known.items():
        configured = validate.severity.get(rule)
        if configured is None and (meta.recommended or validate.rules == "all"):
            severities[rule] = meta.severity
        elif configured is not None and configured != "off":
            severities[rule] = Severity(configured)
    return severities


def _mentioned(validate: ValidateSettings) -> list[tuple[str, str]]:
    return [
        *(("severity", rule) for rule in validate.severity),
        *(("options", rule) for rule in validate.options),
        *(("ignore", rule) for rules in validate.ignore.values() for rule in rules),
    ]


def _check_options(meta: RuleMeta, options: Mapping[str, Any]) -> None:
    where = f"`validate.options.{meta.id}`"
    for name, value in options.items():
        if name not in meta.options:
            known = ", ".join(meta.options) or "none"
            raise ConfigurationError(
                f"{where} has an unknown option `{name}`",
                help=f"options: {known}",
                keys=("validate", "options", meta.id, name),
            )
        wanted = type(meta.options[name])
        if not isinstance(value, wanted):
            raise ConfigurationError(
                f"{where}: `{name}` is {value!r}",
                help=f"expected {wanted.__name__}",
                keys=("validate", "options", meta.id, name),
            )
