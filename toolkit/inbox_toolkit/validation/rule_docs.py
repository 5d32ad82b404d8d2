"""A rule's page: what its docstring says, as markdown and as a person reads it in a terminal."""

import json
import re
import sys
from inspect import cleandoc

from inbox_toolkit.diagnostics.diagnostic import RuleDescriptor
from inbox_toolkit.project.project import nearest
from inbox_toolkit.validation.rule import Rule
from inbox_toolkit.validation.rules import RULES

_LITERAL = re.compile(r"^(?P<head>[^\n]*)::\n\n(?P<code>(?:    [^\n]*\n|\n)+)", re.MULTILINE)


def rule_descriptors() -> tuple[RuleDescriptor, ...]:
    """Return what formats that describe rules say about each."""
    return tuple(
        RuleDescriptor(rule.META.id, rule.META.summary, rule.META.severity, markdown(rule))
        for rule in RULES
    )


def docstring(rule: Rule) -> str:
    """Return the docstring of a rule's module."""
    module = rule if isinstance(rule, type(sys)) else sys.modules[type(rule).__module__]
    return cleandoc(module.__doc__ or "")


def markdown(rule: Rule) -> str:
    """Return a rule's page with its examples as code blocks."""
    return _LITERAL.sub(_block, docstring(rule) + "\n").strip()


def page(name: str) -> str:
    """Return a rule's page for a terminal; raises UsageError with the nearest name."""
    rules = {rule.META.id: rule for rule in RULES}
    if name not in rules:
        raise nearest(name, list(rules), "rule", "toolkit/inbox_toolkit/validation/rules/")
    meta = rules[name].META
    preset = "" if meta.recommended else ', only with rules = "all"'
    parts = [f"{meta.id} ({meta.severity}{preset})", docstring(rules[name]).replace("``", "`")]
    if meta.options:
        defaults = "\n".join(f"    {key} = {_toml(value)}" for key, value in meta.options.items())
        parts.append(
            f"Options, with their defaults, under [validate.options.{meta.id}]:\n\n{defaults}"
        )
    parts.append(
        "To ignore it on the next line of a template:\n\n"
        f"    {{% comment %}} inbox-ignore-next-line {meta.id}: why {{% endcomment %}}\n\n"
        f'To set it everywhere: [validate.severity] {meta.id} = "error", "warning", "info" or "off"'
    )
    return "\n\n".join(parts)


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _block(found: re.Match[str]) -> str:
    code = cleandoc(found["code"].strip("\n"))
    return f"{found['head']}:\n\n```liquid\n{code}\n```\n\n"
