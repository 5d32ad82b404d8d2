"""Tell templates whose JSON structure cannot depend on data at a glance, to spare a proof.

Recognized are values chosen by a condition or a ``case`` with an ``else``, whatever is inside JSON
strings, and loops of values with a separator between them. Everything else is for the proof.
"""

import re

from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Case,
    Comment,
    Counter,
    For,
    If,
    Literal,
    Node,
    Output,
    Path,
    Text,
)
from inbox_toolkit.liquid.syntax.visitor import child_bodies, walk_expression, walk_nodes
from inbox_toolkit.template.template import Template

_SCALAR = re.compile(r'\s*(?:"[^"\\]*"|\0|-?\d+(?:\.\d+)?|true|false|null)\s*')
"""One value; a NUL stands for what a placeholder prints."""
_QUOTE = re.compile(r'\\.|(")', re.DOTALL)
_SILENT = (Assign, Capture, Comment, Counter)


def is_plainly_structured(template: Template) -> bool:
    """Return True if whatever the template prints, its brackets and commas stay right."""
    return template.body is not None and _is_plain(template.parsed.nodes, in_loop=False)


def _is_plain(body: Body, *, in_loop: bool) -> bool:
    """Return True for a body that begins and ends outside of a JSON string."""
    is_quoted = False
    for at, node in enumerate(body):
        if isinstance(node, Text):
            is_quoted ^= sum(found[1] is not None for found in _QUOTE.finditer(node.value)) % 2 == 1
        elif isinstance(node, Output | Assign | Capture | Comment | Counter):
            continue
        elif is_quoted:
            if not _is_within_string(node):
                return False
        elif isinstance(node, If | Case):
            is_last = in_loop and not any(map(_prints, body[at + 1 :]))
            if not _is_choice(node) and not (is_last and _is_separator(node)):
                return False
        elif not (isinstance(node, For) and _is_plain_loop(node, body, at)):
            return False
    return not is_quoted


def _is_within_string(node: Node) -> bool:
    """Return True for a tag in a JSON string that cannot end the string."""
    return isinstance(node, If | For) and not any(
        isinstance(one, Text) and '"' in one.value
        for body in child_bodies(node)
        for one in walk_nodes(body)
    )


def _is_choice(node: If | Case) -> bool:
    """Return True for a condition with an ``else``, each branch of which is one scalar."""
    if isinstance(node, Case):
        return _is_case_choice(node)
    has_else = node.branches[-1].condition is None
    return has_else and all(_is_scalar(branch.body) for branch in node.branches)


def _is_case_choice(node: Case) -> bool:
    """Return True for a ``case`` that prints one scalar, whatever its subject is.

    Every ``when`` that matches is printed: no two may hold the same text.
    """
    if node.otherwise is None or not _is_scalar(node.otherwise.body):
        return False
    values = [value for when in node.whens for value in when.values]
    texts = {one.value for one in values if isinstance(one, Literal) and isinstance(one.value, str)}
    return len(texts) == len(values) and all(_is_scalar(when.body) for when in node.whens)


def _is_scalar(body: Body) -> bool:
    if not all(isinstance(one, Text | Output) for one in body):
        return False
    text = "".join(one.value if isinstance(one, Text) else "\0" for one in body)
    return _SCALAR.fullmatch(text) is not None


def _is_separator(node: If | Case) -> bool:
    """Return True for ``{% unless forloop.last %},{% endunless %}``."""
    if isinstance(node, Case):
        return False
    (branch, *others) = node.branches
    if others or branch.condition is None or not node.negated:
        return False
    paths = [one for one in walk_expression(branch.condition.value) if isinstance(one, Path)]
    is_last = len(paths) == 1 and [one.key for one in paths[0].segments] == ["forloop", "last"]
    is_bare = branch.condition.value is paths[0] if paths else False
    text = "".join(one.value for one in branch.body if isinstance(one, Text))
    return is_last and is_bare and len(branch.body) == 1 and text.strip() == ","


def _is_plain_loop(node: For, body: Body, at: int) -> bool:
    """Return True for a loop of values between brackets, each but the last with a separator."""
    before, after = _text_at(body, at - 1).rstrip(), _text_at(body, at + 1).lstrip()
    if node.tag != "for" or node.otherwise is not None or before[-1:] != "[" or after[:1] != "]":
        return False
    printing = [one for one in node.body if _prints(one)]
    if not printing or not isinstance(printing[-1], If) or not _is_separator(printing[-1]):
        return False
    values = node.body[: node.body.index(printing[-1])]
    text = "".join(
        one.value if isinstance(one, Text) else "\0"
        for one in values
        if not isinstance(one, _SILENT)
    )
    return _is_plain(node.body, in_loop=True) and _is_one_value(text)


def _is_one_value(text: str) -> bool:
    """Return True for a scalar, or an object whose members are there in every case."""
    text = text.strip()
    if _SCALAR.fullmatch(text):
        return True
    return (text[:1], text[-1:]) == ("{", "}") and text.count("{") == text.count("}") == 1


def _text_at(body: Body, at: int) -> str:
    node = body[at] if 0 <= at < len(body) else None
    return node.value if isinstance(node, Text) else ""


def _prints(node: Node) -> bool:
    return not isinstance(node, _SILENT) and not (isinstance(node, Text) and not node.value.strip())
