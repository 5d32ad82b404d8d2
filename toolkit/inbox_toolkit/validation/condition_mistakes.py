"""Conditions that cannot mean what they say: a side is missing, or a constant decides.

``and`` and ``or`` combine whole comparisons, so ``x contains 'a' or 'b'`` is ``(x contains 'a') or
'b'``: always true, since every text is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.syntax.nodes import Binary, Expression, Literal, Path
from inbox_toolkit.liquid.syntax.visitor import walk_expression
from inbox_toolkit.text.span import Span

COMPARES = ("==", "!=", "<", ">", "<=", ">=", "contains")
_MEANT = {
    "-": ("`-` does not calculate in Liquid", "write `| minus: @`"),
    "??": ("`??` is not an operator in Liquid", "write `| default: @`"),
    "is": ("`is` is not an operator in Liquid", "write `== @`"),
    "eq": ("`eq` is not an operator in Liquid", "write `== @`"),
}
"""Operators of other languages that Liquid reads as names: what is wrong, what to write."""
_SURPLUS = frozenset({"then", "do", "begin"})
"""Words with which a condition ends in other languages."""
_CONNECTIVE = re.compile(r"(?P<word>and|or)\b\s*(?P<rest>.*?)(?=\s(?:and|or)\s|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ConditionMistake:
    """One mistake: where, what is wrong, and what to write instead ("" if that is open).

    ``replacement`` is what to put in place of the span, if that is certain.
    """

    span: Span
    message: str
    label: str
    help: str
    replacement: str = ""


def condition_mistakes(condition: Expression, text: str) -> Iterator[ConditionMistake]:
    """Yield the mistakes in a condition; ``text`` is what its spans count in."""
    operatorless: set[Span] = set()
    for part in walk_expression(condition):
        if not isinstance(part, Binary):
            continue
        if part.operator == "":
            if part.span not in operatorless:
                yield _missing_operator(part, text)
            operatorless.update(one.span for one in walk_expression(part))
        elif _is_missing(part.left) or _is_missing(part.right):
            yield _missing_operand(part, condition, text)
        elif part.operator in ("and", "or"):
            for operand in (part.left, part.right):
                if isinstance(operand, Literal) and isinstance(operand.value, str | int | float):
                    yield _constant_operand(part.operator, operand, condition, text)


def words_without_operator(condition: Expression) -> Iterator[Span]:
    """Yield the operands with no operator between them: words such as ``is``, not variables."""
    for part in walk_expression(condition):
        if not isinstance(part, Binary) or part.operator != "":
            continue
        for one in walk_expression(part):
            is_operand = one in (part.left, part.right) or _is_surplus(one)
            if isinstance(one, Path) and is_operand:
                yield one.span


def _is_surplus(operand: Expression) -> bool:
    return isinstance(operand, Path) and len(operand.segments) == 1 and operand.root in _SURPLUS


def _is_missing(operand: Expression) -> bool:
    is_empty = operand.span.start == operand.span.end
    return isinstance(operand, Literal) and operand.value is MISSING and is_empty


def _missing_operator(part: Binary, text: str) -> ConditionMistake:
    operators = "==, !=, <, >, <=, >= or contains"
    surplus = next((one for one in walk_expression(part) if _is_surplus(one)), None)
    if surplus is not None:
        word = surplus.span.of(text)
        return ConditionMistake(surplus.span, f"`{word}` does not belong here", "", "remove it")
    inner = part.left
    if isinstance(inner, Binary) and inner.operator == "":  # `a is b`: three operands in a row
        word = inner.right.span.of(text)
        span = inner.right.span
        if word in _MEANT:
            message, help_text = _MEANT[word]
            right = part.right.span.of(text)
            return ConditionMistake(span, message, "", help_text.replace("@", right))
        message = f"`{word}` is not an operator"
    else:
        span = part.span
        first, second = part.left.span.of(text), part.right.span.of(text)
        message = f"there is no operator between `{first}` and `{second}`"
    return ConditionMistake(
        span, message, "never compared", f"compare with {operators}; combine with and, or"
    )


def _missing_operand(part: Binary, condition: Expression, text: str) -> ConditionMistake:
    empty = part.left if _is_missing(part.left) else part.right
    unequal = text.find("<>", part.span.start, part.span.end)
    if unequal >= 0:
        span = Span(unequal, unequal + 2)
        return ConditionMistake(span, "`<>` is not an operator", "", "write `!=`", "!=")
    found = _CONNECTIVE.match(text, empty.span.start, condition.span.end)
    rest = found["rest"].strip() if found else ""
    if found and rest.startswith(("=", "!", "<", ">", "contains ")):
        span = Span(found.start("rest"), found.start("rest") + len(rest))
        subject = _compared(condition, empty.span.start, text)
        meant = f"{subject} {rest}" if subject else ""
        help_text = f"repeat what is compared: {meant}" if meant else ""
        return ConditionMistake(
            span,
            f"nothing is compared in `{rest}`",
            "one side is missing",
            help_text or "write what is compared on each side",
        )
    span = Span(*found.span("word")) if found else part.span
    return ConditionMistake(
        span,
        f"one side of `{span.of(text)}` is missing",
        "",
        "write a comparison on each side",
    )


def _compared(condition: Expression, before: int, text: str) -> str:
    """Return what the last comparison before an offset compares; "" if there is none."""
    found = _comparison(condition, before)
    return found.left.span.of(text) if found is not None and found.left.span else ""


def _comparison(condition: Expression, before: int) -> Binary | None:
    found = [
        one
        for one in walk_expression(condition)
        if isinstance(one, Binary)
        and one.operator in COMPARES
        and not isinstance(one.left, Literal | Binary)
        and one.left.span.end <= before
    ]
    return max(found, key=lambda one: one.left.span.start, default=None)


def _constant_operand(
    operator: str, operand: Literal, condition: Expression, text: str
) -> ConditionMistake:
    written = operand.span.of(text)
    # Liquid takes every text and number as true, 0 and '' as well; false alone is false.
    is_true = operand.value is not False
    result = str(is_true).lower()
    comparison = _comparison(condition, operand.span.start)
    meant = ""
    if comparison is not None and not isinstance(operand.value, bool):
        meant = f"{comparison.left.span.of(text)} {comparison.operator} {written}"
    return ConditionMistake(
        operand.span,
        f"this `{operator}` is always {result}, because of {written}"
        if is_true == (operator == "or")
        else f"{written} makes no difference in this `{operator}`",
        f"a value alone counts as {result}",
        f"compare both sides: {meant}" if meant else "compare it with something, or remove it",
        meant,
    )
