"""What a template can read besides its case: clock, snippets, objects, Customer.io's roots."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from inbox_toolkit.liquid.catalog.roots import SERVICE_VALUES
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.template.envelope import Envelope


@dataclass(frozen=True)
class RenderEnvironment:
    """What all cases of one run share; ``now`` is the time that templates see."""

    now: datetime
    snippets: Fixture | None = None
    objects: Mapping[str, Any] = field(default_factory=dict)
    json: str = "text"

    @cached_property
    def _snippets(self) -> Mapping[str, Program]:
        """Each snippet as a program; the service renders snippets before the message."""
        texts = self.snippets.data if self.snippets else {}
        return {name: compile_nodes(parse(str(text))) for name, text in texts.items()}

    def roots(self, case: Case) -> dict[str, Any]:
        """Return the roots that the case's template can read, with their values."""
        roots = {
            **_service_roots(envelope_name(case.template.envelope)),
            "customer": case.profile.data,
            "trigger": case.message_data,
            "objects": self.objects,
        }
        if self.snippets and any(
            site.path.startswith("snippets") for site in case.template.program.variables
        ):
            roots["snippets"] = {
                name: run(program, roots, now=self.now, seed=seed_of(case)).text
                for name, program in self._snippets.items()
            }
        return roots


@lru_cache(maxsize=128)
def _service_roots(name: str) -> Mapping[str, Any]:
    """Return what the service fills in for a message of this name.

    The same objects for each case, so that a fragment that reads them alone is rendered once.
    """
    return {
        **SERVICE_VALUES,
        "campaign": {**SERVICE_VALUES["campaign"], "name": name},
        "message": {**SERVICE_VALUES["message"], "name": name},
    }


def envelope_name(envelope: Envelope) -> str:
    """Return what the service calls a message: its name, or the name it is triggered by."""
    return envelope.name or str(envelope.transactional_message_id)


def render_environment(project: Project, *, now: datetime | None = None) -> RenderEnvironment:
    """Return a project's environment; the time is ``now``, or as configured, or real."""
    fixtures = project.fixtures
    return RenderEnvironment(
        now=now or project.config.render.now or datetime.now(UTC),
        snippets=fixtures.snippets,
        objects=fixtures.objects.data if fixtures.objects else {},
        json=project.config.render.json,
    )


def seed_of(case: Case) -> int:
    """Return the seed of a case's random numbers, the same in every run."""
    return zlib.crc32(f"{case.template.label} {case.label}".encode("utf-8", "surrogatepass"))
