"""A comment or a setting turns a rule off where that rule finds nothing.

Why: the problem has been fixed, or has moved to another line. A suppression that stays behind
would hide the next mistake of its kind.

Bad::

    "title": "Hello{% comment %} inbox-ignore-next-line blank-value: old {% endcomment %}"

Good::

    "title": "Hello"
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from inbox_toolkit.diagnostics.diagnostic import SUPPRESSION, Fix, Severity
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.autofix_edits import removal
from inbox_toolkit.validation.rule import (
    Finding,
    ProjectContext,
    RuleMeta,
    Settings,
    TemplateContext,
)
from inbox_toolkit.validation.suppressions import (
    MalformedSuppression,
    Suppression,
    read_suppressions,
)

META = RuleMeta(
    id="unused-suppression",
    summary="a suppression that suppresses nothing",
    severity=Severity.WARNING,
    runs_last=True,
)

_FORM = f"write it as: {{% comment %}} {SUPPRESSION} RULE: reason {{% endcomment %}}"
_WITHOUT_REASON = re.compile(rf"\s*{SUPPRESSION}\s+[\w-]+(?:\s*,\s*[\w-]+)*\s*:?\s*")
_WITHOUT_RULE = re.compile(rf"\s*{SUPPRESSION}\s*(?::.*)?", re.DOTALL)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield each comment that suppresses nothing; one case alone cannot tell."""
    if not context.is_complete:
        return
    for comment in read_suppressions(context.template):
        if isinstance(comment, MalformedSuppression):
            yield Finding(comment.location, _missing_part(comment.text), help=_FORM)
        else:
            yield from _unused(comment, context)


def check_project(context: ProjectContext) -> Iterator[Finding]:
    """Yield each entry of ``[validate.ignore]`` that no finding was left out for."""
    config, used = context.project.config, context.used_ignores
    if used is None or config.file is None:
        return
    exempt = {META.id, *context.settings.revision_rules}
    source: Source | None = None
    for pattern, rules in config.validate.ignore.items():
        for rule in rules:
            if (pattern, rule) not in used and rule not in exempt:
                source = source or _config_source(config)
                yield Finding(
                    Location(source, _entry_span(source.text, pattern, rule)),
                    f"`{rule}` finds nothing in `{pattern}`, so there is nothing to ignore",
                    help="remove it from [validate.ignore]",
                )


def _missing_part(text: str) -> str:
    if _WITHOUT_REASON.fullmatch(text):
        return "this comment gives no reason, so it suppresses nothing"
    if _WITHOUT_RULE.fullmatch(text):
        return "this comment names no rule, so it suppresses nothing"
    return "this comment is not in the form of a suppression, so it suppresses nothing"


def _unused(comment: Suppression, context: TemplateContext) -> Iterator[Finding]:
    settings = context.settings
    used = {one.rule for one in context.findings if comment.covers(one)}
    unused = [one for one in comment.rules if one not in used | settings.revision_rules]
    fix = None
    if len(unused) == len(comment.rules) and set(unused) <= set(settings.known_rules):
        fix = Fix("remove the comment", (removal(comment.location),))
    for rule in unused:
        yield Finding(
            comment.location,
            f"`{rule}` finds nothing on line {comment.line}, so there is nothing to ignore"
            if rule in settings.known_rules
            else f"there is no rule `{rule}` to ignore",
            help=_help(rule, settings),
            fix=fix,
        )


def _help(rule: str, settings: Settings) -> str:
    known = settings.known_rules
    near = [] if rule in known else get_close_matches(rule, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "remove the comment"


def _config_source(config: Config) -> Source:
    name = config.file.name if config.file else ""
    try:
        return config.read(name)
    except ProjectError:
        return Source(name, "")


def _entry_span(text: str, pattern: str, rule: str) -> Span:
    """Return where the rule stands after its pattern; the start of the file if it is not found."""
    start = text.find(pattern)
    at = text.find(rule, start) if start >= 0 else -1
    return Span(at, at + len(rule)) if at >= 0 else Span(0, min(1, len(text)))
