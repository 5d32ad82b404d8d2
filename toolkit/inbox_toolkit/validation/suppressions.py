"""Comments in a template that turn a rule off on the next line.

``{% comment %} inbox-ignore-next-line blank-value: only staff receive this {% endcomment %}``
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.diagnostics.diagnostic import SUPPRESSION, Diagnostic
from inbox_toolkit.liquid.syntax.nodes import Comment
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.template import Location, Template

MARK = "inbox-ignore"
_FORM = re.compile(
    rf"\s*{SUPPRESSION}\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)\s*:\s*(?P<reason>\S.*?)\s*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, and the line of its file on which it turns them off."""

    rules: tuple[str, ...]
    location: Location
    line: int

    def covers(self, one: Diagnostic) -> bool:
        """Return True if the comment suppresses a finding."""
        return (
            one.rule in self.rules
            and one.file == self.location.source.name
            and one.start.line == self.line
        )


@dataclass(frozen=True, slots=True)
class MalformedSuppression:
    """A comment that was meant to suppress something and has not the form for it."""

    location: Location
    text: str


def suppressions_in(template: Template) -> tuple[Suppression, ...]:
    """Return the suppressions of a template."""
    return tuple(one for one in read_suppressions(template) if isinstance(one, Suppression))


def read_suppressions(template: Template) -> Iterator[Suppression | MalformedSuppression]:
    """Yield each comment that is addressed to us, in source order."""
    if template.body is None or MARK not in template.body.text:
        return
    for comment in walk_nodes(template.parsed.nodes):
        if not isinstance(comment, Comment) or MARK not in comment.text:
            continue
        location = template.locate(comment.span)
        form = _FORM.fullmatch(comment.text)
        if form is None:
            yield MalformedSuppression(location, comment.text)
        else:
            rules = tuple(rule.strip() for rule in form["rules"].split(","))
            line = location.source.position(location.span.end).line + 1
            yield Suppression(rules, location, line)
