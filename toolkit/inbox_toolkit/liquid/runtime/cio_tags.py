"""What the service's own tags print here; ``catalog.py`` says why.

Links and ids that only exist once a message is delivered print nothing.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import MISSING, number_or_zero, to_text

if TYPE_CHECKING:
    from random import Random

CHANCE_TAGS = frozenset({"generate_uuid", "random"})
"""Tags that print something else on every delivery."""


class Runner(Protocol):
    """What these tags need of a run."""

    program: Program

    @property
    def chance(self) -> "Random":
        """The run's source of chance."""

    def inner_text(self, source: str, names: dict[str, object]) -> str:
        """Render Liquid held in a value."""


def render_cio_tag(
    run: Runner, tag: str, names: dict[str, object], values: tuple[object, ...]
) -> str:
    """Return what a tag prints."""
    print_it = _TAGS.get(tag)
    return print_it(run, names, values[0] if values else MISSING) if print_it else ""


def _random(run: Runner, _: dict[str, object], most: object) -> str:
    """Return a whole number from 0 to below ``most``; no page states the range."""
    number = number_or_zero(most)
    count = int(number) if math.isfinite(number) else 0
    return str(run.chance.randrange(count)) if count > 0 else "0"


def _uuid(run: Runner, _: dict[str, object], __: object) -> str:
    from uuid import UUID  # few templates need one

    return str(UUID(int=run.chance.getrandbits(128), version=4))


def _liquid(run: Runner, names: dict[str, object], value: object) -> str:
    return run.inner_text(to_text(value), names)


_TAGS: dict[str, Callable[[Runner, dict[str, object], object], str]] = {
    "generate_uuid": _uuid,
    "random": _random,
    "render_liquid": _liquid,
}
