"""Comments in a template that silence a rule on the next line, and those that silence nothing.

``{% comment %} inbox-ignore-next-line blank-value: only staff receive this {% endcomment %}``
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Edit, Fix
from inbox_toolkit.liquid.syntax.nodes import Comment
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.validation.rule import Finding

MARK = "inbox-ignore"
_FORM = re.compile(
    r"\s*inbox-ignore-next-line\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)\s*:\s*(?P<reason>\S.*?)\s*",
    re.DOTALL,
)
_HOW = "write it as: {% comment %} inbox-ignore-next-line RULE: reason {% endcomment %}"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, and the line of its file that it silences."""

    rules: tuple[str, ...]
    place: Location
    line: int

    def covers(self, one: Diagnostic) -> bool:
        """Tell whether it silences a finding."""
        return (
            one.rule in self.rules
            and one.file == self.place.source.name
            and one.start.line == self.line
        )


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What is left of the findings, and what is wrong with the comments themselves."""

    kept: tuple[Diagnostic, ...]
    misuses: tuple[Finding, ...]


def apply_suppressions(
    found: Iterable[Diagnostic], template: Template, known: Iterable[str]
) -> Suppressed:
    """Take out what the template's comments silence; ``known`` are the ids of all rules."""
    found = tuple(found)
    body = template.body
    if body is None or MARK not in body.text:
        return Suppressed(found, ())
    written = list(_written(template))
    valid = [one for one in written if isinstance(one, Suppression)]
    kept = tuple(one for one in found if not any(each.covers(one) for each in valid))
    misuses = [one for one in written if isinstance(one, Finding)]
    for one in valid:
        misuses += _idle(one, found, tuple(known))
    return Suppressed(kept, tuple(misuses))


def _written(template: Template) -> Iterator[Suppression | Finding]:
    """Yield each comment that speaks to us, read or (where it is not understood) complained of."""
    for node in walk_nodes(template.parsed.nodes):
        if not isinstance(node, Comment) or MARK not in node.text:
            continue
        place = template.locate(node.span)
        form = _FORM.fullmatch(node.text)
        if form is None:
            yield Finding(place, "this comment ignores nothing: it is not complete", help=_HOW)
            continue
        rules = tuple(rule.strip() for rule in form["rules"].split(","))
        yield Suppression(rules, place, place.source.position(place.span.end).line + 1)


def _idle(one: Suppression, found: tuple[Diagnostic, ...], known: tuple[str, ...]) -> list[Finding]:
    used = {each.rule for each in found if one.covers(each)}
    idle = [rule for rule in one.rules if rule not in used]
    fix = None
    if len(idle) == len(one.rules) and set(idle) <= set(known):  # a misspelt one is to be mended
        fix = Fix("remove the comment", (Edit(one.place.span, ""),))
    return [
        Finding(
            one.place,
            f"`{rule}` finds nothing on line {one.line}, so there is nothing to ignore"
            if rule in known
            else f"there is no rule `{rule}` to ignore",
            help=_help(rule, known),
            fix=fix,
        )
        for rule in idle
    ]


def _help(rule: str, known: tuple[str, ...]) -> str:
    near = [] if rule in known else get_close_matches(rule, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "remove the comment"
