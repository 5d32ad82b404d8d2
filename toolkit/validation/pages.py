"""A rule's page: what its docstring says, as markdown and as a person reads it in a terminal."""

import re
import sys
from inspect import cleandoc

from toolkit.diagnostics.diagnostic import RuleFacts
from toolkit.validation.rule import Rule
from toolkit.validation.rules import RULES

_LITERAL = re.compile(r"^(?P<head>[^\n]*)::\n\n(?P<code>(?:    [^\n]*\n|\n)+)", re.MULTILINE)


def rule_facts() -> tuple[RuleFacts, ...]:
    """Return what formats that describe rules say about each."""
    return tuple(
        RuleFacts(rule.META.id, rule.META.summary, rule.META.severity, markdown(rule))
        for rule in RULES
    )


def docstring(rule: Rule) -> str:
    """Return the docstring of a rule's module."""
    module = rule if isinstance(rule, type(sys)) else sys.modules[type(rule).__module__]
    return cleandoc(module.__doc__ or "")


def markdown(rule: Rule) -> str:
    """Return a rule's page with its examples as code blocks."""
    return _LITERAL.sub(_block, docstring(rule) + "\n").strip()


def _block(found: re.Match[str]) -> str:
    code = cleandoc(found["code"].strip("\n"))
    return f"{found['head']}:\n\n```liquid\n{code}\n```\n\n"
