"""What the configuration says about rules: which run, how bad their findings are, their options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatch
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config, ValidateSettings
from inbox_toolkit.validation.rule import RuleMeta
from inbox_toolkit.validation.rules import RULES


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules as one project has set them."""

    severities: Mapping[str, Severity]
    chosen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def severity(self, rule: str, file: str) -> Severity | None:
        """Return how bad the rule's findings are in a file; None where it is switched off."""
        return None if self.ignoring(rule, file) else self.severities.get(rule)

    def ignoring(self, rule: str, file: str) -> str | None:
        """Return the file pattern under which a rule is left out in a file, if there is one."""
        for pattern, rules in self.ignored.items():
            if rule in rules and fnmatch(file, pattern):
                return pattern
        return None

    def options(self, meta: RuleMeta) -> Mapping[str, Any]:
        """Return a rule's options: its defaults under what the project chose."""
        return {**meta.options, **self.chosen.get(meta.id, {})}


def settings_of(config: Config) -> Settings:
    """Check what a configuration says about rules; raises ProjectError for an unknown name."""
    validate = config.validate
    known = {rule.META.id: rule.META for rule in RULES}
    for table, rule in _mentioned(validate):
        if rule not in known:
            near = get_close_matches(rule, known, n=1)
            raise ProjectError(
                f"`validate.{table}` names an unknown rule `{rule}`",
                help=f"did you mean `{near[0]}`?" if near else "see: inbox rules",
            )
    for rule, options in validate.options.items():
        _check_options(known[rule], options)
    return Settings(
        severities=_severities(validate, known),
        chosen=validate.options,
        ignored=validate.ignore,
    )


def _severities(validate: ValidateSettings, known: Mapping[str, RuleMeta]) -> dict[str, Severity]:
    severities = {}
    for rule, meta in known.items():
        said = validate.severity.get(rule)
        if said is None and (meta.recommended or validate.rules == "all"):
            severities[rule] = meta.severity
        elif said is not None and said != "off":
            severities[rule] = Severity(said)
    return severities


def _mentioned(validate: ValidateSettings) -> list[tuple[str, str]]:
    return [
        *(("severity", rule) for rule in validate.severity),
        *(("options", rule) for rule in validate.options),
        *(("ignore", rule) for rules in validate.ignore.values() for rule in rules),
    ]


def _check_options(meta: RuleMeta, options: Mapping[str, Any]) -> None:
    for name, value in options.items():
        where = f"`validate.options.{meta.id}`"
        if name not in meta.options:
            known = ", ".join(meta.options) or "none"
            raise ProjectError(f"{where} has an unknown option `{name}`", help=f"options: {known}")
        wanted = type(meta.options[name])
        if not isinstance(value, wanted):
            raise ProjectError(
                f"{where}: `{name}` is {value!r}", help=f"expected {wanted.__name__}"
            )
