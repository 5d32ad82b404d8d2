"""What Customer.io's own tags print here; ``catalog/tags.py`` says why.

Links and ids that exist only once a message is delivered print nothing.
"""

import math
from collections.abc import Callable

from inbox_toolkit.errors import MissingValueError, RenderError
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.values import MISSING, number_or_zero, to_text
from inbox_toolkit.liquid.runtime.log import RenderLog
from inbox_toolkit.liquid.runtime.randomness import Randomness

_RANDOM_TAGS = frozenset({"generate_uuid", "random"})

RenderLiquid = Callable[[str, dict[str, object]], str]
"""Renders a text that holds Liquid, with the data and the loop variables in sight."""


class CioTags:
    """Customer.io's own tags in one render."""

    __slots__ = ("_log", "_program", "_randomness", "_render_liquid")

    def __init__(
        self,
        program: Program,
        log: RenderLog,
        randomness: Randomness,
        render_liquid: RenderLiquid,
    ) -> None:
        self._program = program
        self._log = log
        self._randomness = randomness
        self._render_liquid = render_liquid

    def text(self, index: int, names: dict[str, object], *values: object) -> str:
        """Return what the tag at ``index`` of the program's ``tags`` prints."""
        use = self._program.tags[index]
        self._log.used_random |= use.name in _RANDOM_TAGS
        value = values[0] if values else MISSING
        try:
            match use.name:
                case "generate_uuid":
                    return self._uuid()
                case "random":
                    return self._random(value)
                case "render_liquid":
                    return self._render_liquid(to_text(value), names)
        except MissingValueError as error:
            self._log.undefined(error.path, use.span)
        except (FilterError, RenderError) as error:
            self._log.refuse(
                error.message, use.span, help=error.help or f"see the tag `{use.name}`"
            )
        return ""

    def _random(self, limit: object) -> str:
        """Return a whole number from 0 to below ``limit``; no page states the range."""
        number = number_or_zero(limit)
        count = int(number) if math.isfinite(number) else 0
        return str(self._randomness.generator.randrange(count)) if count > 0 else "0"

    def _uuid(self) -> str:
        from uuid import UUID  # few templates need one

        return str(UUID(int=self._randomness.generator.getrandbits(128), version=4))
