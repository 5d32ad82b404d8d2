"""What one case becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inbox_toolkit.liquid.rendered import Rendered
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.template.template import Place


@dataclass(frozen=True, slots=True)
class JsonTrouble:
    """Why the rendered text is not a JSON object, and what in the template made it so.

    ``offset`` counts in the rendered text; ``printed`` is what the placeholder at ``place`` gave,
    None where the trouble stands in the template's own text.
    """

    message: str
    help: str
    offset: int
    place: Place
    printed: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rendered case: the text, and either the payload or what is wrong.

    ``payload`` is set only where the service would deliver: no failure, and a JSON object.
    ``milliseconds`` is how long it took here, which tells nothing of what came out.
    """

    case: Case
    rendered: Rendered
    payload: Mapping[str, Any] | None = None
    trouble: JsonTrouble | None = None
    milliseconds: float = field(default=0.0, compare=False)

    @property
    def text(self) -> str:
        """The rendered properties; missing values printed nothing."""
        return self.rendered.text

    @property
    def delivered(self) -> bool:
        """Tell whether the service would deliver this case."""
        return self.payload is not None
