"""A template's contract: what its message data must be, and what the template makes of it.

Start with ``infer.py`` (template to JSON Schema), then ``agreeing.py`` (what people keep of it),
``proof`` (is it JSON in every case?) and ``search.py`` (a case in which it is not). ``samples``
makes data of a contract, ``types`` writes it for programs. Imports: ``analysis``, ``rendering`` and
below. The one function here is for those outside.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inbox_toolkit.schemas.checking import SchemaProblem


def check(
    template: str, message_data: Mapping[str, Any], *, project: Path | None = None
) -> "list[SchemaProblem]":
    """Return what in message data does not fit a template's contract: ``checking.check``."""
    from inbox_toolkit.contract import contract  # so that the room's name alone costs nothing

    return contract.check(template, message_data, project=project)
