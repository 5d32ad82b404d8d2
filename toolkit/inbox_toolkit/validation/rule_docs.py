"""A rule's page, from the docstring of its module: for a terminal, and as markdown."""

import json
import re
import sys
from inspect import cleandoc

from inbox_toolkit.diagnostics.diagnostic import RuleDescriptor
from inbox_toolkit.project.project import nearest
from inbox_toolkit.validation.rule import Rule, RuleMeta, TemplateRule
from inbox_toolkit.validation.rules import RULES

_LITERAL_BLOCK = re.compile(r"^(?P<lead>[^\n]*):\n\n(?P<code>(?:    [^\n]*\n|\n)+)", re.MULTILINE)


def rule_descriptors() -> tuple[RuleDescriptor, ...]:
    """Return what reports that describe their rules say about each."""
    return tuple(
        RuleDescriptor(rule.META.id, rule.META.summary, rule.META.severity, markdown(rule))
        for rule in RULES
    )


def docstring(rule: Rule) -> str:
    """Return the docstring of a rule's module, in the notation of reStructuredText."""
    module = rule if isinstance(rule, type(sys)) else sys.modules[type(rule).__module__]
    return cleandoc(module.__doc__ or "")


def plain_text(rule: Rule) -> str:
    """Return a rule's docstring without markup, its examples indented by four spaces."""
    return re.sub(r"^(\S[^\n]*)::$", r"\1:", docstring(rule), flags=re.MULTILINE).replace("``", "`")


def markdown(rule: Rule) -> str:
    """Return a rule's page as markdown, with its examples as code blocks."""
    return _LITERAL_BLOCK.sub(_code_block, plain_text(rule) + "\n").strip()


def page(name: str) -> str:
    """Return a rule's page for a terminal; raises UsageError with the nearest name."""
    rules = {rule.META.id: rule for rule in RULES}
    if name not in rules:
        raise nearest(name, list(rules), "rule", "toolkit/inbox_toolkit/validation/rules/")
    rule = rules[name]
    meta = rule.META
    preset = "" if meta.recommended else ', only with rules = "all"'
    parts = [f"{meta.id} ({meta.severity}{preset})", plain_text(rule), *_options(meta)]
    if isinstance(rule, TemplateRule):
        parts.append(
            "To suppress it on the next line of a template, give a reason:\n\n"
            f"    {{% comment %}} inbox-ignore-next-line {meta.id}: reason {{% endcomment %}}"
        )
    parts.append(
        "To change its severity, in inbox.toml:\n\n"
        f'    [validate.severity]\n    {meta.id} = "off"    # or "error", "warning", "info"'
    )
    return "\n\n".join(parts)


def _options(meta: RuleMeta) -> list[str]:
    if not meta.options:
        return []
    defaults = "\n".join(f"    {key} = {_toml(value)}" for key, value in meta.options.items())
    return [f"Options, with their defaults:\n\n    [validate.options.{meta.id}]\n{defaults}"]


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _code_block(found: re.Match[str]) -> str:
    code = cleandoc(found["code"].strip("\n"))
    return f"{found['lead']}:\n\n```liquid\n{code}\n```\n\n"
