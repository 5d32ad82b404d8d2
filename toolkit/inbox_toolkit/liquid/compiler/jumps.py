"""How ``break`` and ``continue`` leave a body: a state machine with three states.

liquidjs has one flag for a whole render, and looks at it after every node of every body. Generated
code has it as the local ``jump``, and only where a jump can be seen by code that follows:

* ``NO_JUMP``: rendering goes on.
* ``BREAK``: a ``break`` was met, and no ``for`` has ended by it yet.
* ``CONTINUE``: a ``continue`` was met, and no ``for`` has begun its next round by it yet.

==============================  ===========  ==================================================
event                           next state   what is done
==============================  ===========  ==================================================
``{% break %}``                 BREAK        leave the body
``{% continue %}``              CONTINUE     leave the body
a round of ``for`` begins       NO_JUMP
a ``for`` ends                  NO_JUMP
a capture, ``ifchanged``,       unchanged    close the capture or print the end of the cell, then
``when`` or table cell ends                  leave the body around, unless NO_JUMP
a body is entered, and the      unchanged    render its *first* node, then leave the body
state is not NO_JUMP
the template ends               unchanged    nothing: outside a loop both jumps end the render
==============================  ===========  ==================================================

A body is entered with a jump pending where liquidjs does not reset its flag: in the cells of a
``tablerow`` after the one that jumped (it does not stop for ``break``), and in each ``when`` that
matches after another one jumped.

How a body is left depends on the Python around it: that is its ``JumpTarget``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Branch,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    For,
    If,
    IfChanged,
    JsonString,
    Jump,
    LiquidTag,
    Node,
    Output,
    Text,
)


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """The Python statements that leave a body: by ``break``, by ``continue``, by a pending jump."""

    on_break: tuple[str, ...]
    on_continue: tuple[str, ...]
    on_pending: str = "break"
    can_be_pending: bool = False
    """Whether the body can be entered with a jump pending."""


TEMPLATE = JumpTarget(("return",), ("return",))
"""Outside any loop."""

LOOP = JumpTarget(("break",), ("continue",))
"""Directly in a ``for``: Python's own jumps."""

REGION = JumpTarget(("jump = BREAK", "break"), ("jump = CONTINUE", "break"))
"""In a capture, a cell or a ``when``: a Python loop of one round, which something follows."""

FUNCTION = JumpTarget(("return BREAK",), ("return CONTINUE",), "return jump")
"""In a body that became a function of its own; its caller stores the state."""

LEAF = JumpTarget(("break",), ("break",))
"""In a JSON string that is a template of its own: a Python loop of one round."""


def write_jump(code: CodeBuilder, node: Jump, target: JumpTarget) -> None:
    """Write a ``break`` or a ``continue``."""
    for statement in target.on_break if node.kind == "break" else target.on_continue:
        code.line(statement)


def write_pending_jump(code: CodeBuilder, target: JumpTarget) -> None:
    """Write what hands a jump that left a region or a function on to the code around."""
    code.block(f"if {code.use('jump')} == BREAK:", target.on_break)
    code.block("if jump == CONTINUE:", target.on_continue)


def has_jump(body: Body | Branch | None) -> bool:
    """Return True if a ``break`` or ``continue`` inside leaves this body."""
    return body is not None and _any_jump(body if isinstance(body, tuple) else body.body)


def _any_jump(nodes: Iterable[Node]) -> bool:
    return any(map(_jumps, nodes))


def _jumps(node: Node) -> bool:
    match node:
        case Jump():
            return True
        case If():
            return any(has_jump(branch) for branch in node.branches)
        case Case():
            return has_jump(node.otherwise) or any(has_jump(when.body) for when in node.whens)
        case For():
            return has_jump(node.otherwise) or (node.tag == "tablerow" and has_jump(node.body))
        case Capture() | LiquidTag() | IfChanged():
            return has_jump(node.body)
        case Text() | Output() | Assign() | Counter() | Cycle() | Comment() | CioTag():
            return False
        case JsonString():
            return False  # no jump leaves it
        case _:
            assert_never(node)
