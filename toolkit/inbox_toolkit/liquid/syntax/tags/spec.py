"""What is known of a tag, stated once beside the function that reads it.

A module of tags holds one ``TagTable`` and registers each reader in it::

    TAGS = TagTable()

    @TAGS.define("assign", "{% assign name = value %}")
    def read_assign(tag: Tag) -> Assign: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, TypeVar, Unpack

from inbox_toolkit.liquid.catalog.sources import BOTH, DOCS
from inbox_toolkit.liquid.syntax.nodes import Node
from inbox_toolkit.liquid.syntax.tags.tag import Tag

Reader = Callable[[Tag], Node | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSpec:
    """Everything known of one tag.

    ``form`` is how people write it. A block is closed by ``closing`` and may hold ``branches``.
    ``read`` is None for a tag that only legacy Liquid has.
    ``is_listed``: Customer.io's pages name it; ``is_own``: it is Customer.io's, not liquidjs's.
    ``applies``: it means something in an inbox message, where ``prints`` says what it gives.
    ``open_point`` is an id of ``catalog.open_points``.
    """

    name: str
    form: str
    read: Reader | None
    closing: str = ""
    branches: tuple[str, ...] = ()
    versions: frozenset[str] = BOTH
    source: str = DOCS
    is_listed: bool = True
    is_own: bool = False
    applies: bool = True
    prints: str = ""
    open_point: str | None = None


class _Facts(TypedDict, total=False):
    """The fields of ``TagSpec`` besides name, form and reader."""

    closing: str
    branches: tuple[str, ...]
    versions: frozenset[str]
    source: str
    is_listed: bool
    is_own: bool
    applies: bool
    prints: str
    open_point: str | None


_Reader = TypeVar("_Reader", bound=Reader)


class TagTable(dict[str, TagSpec]):
    """The tags of one module, by name."""

    def define(self, name: str, form: str, **facts: Unpack[_Facts]) -> Callable[[_Reader], _Reader]:
        """Return a decorator that adds a reader under a name; one reader may have several."""

        def add(read: _Reader) -> _Reader:
            self[name] = TagSpec(name=name, form=form, read=read, **facts)
            return read

        return add
