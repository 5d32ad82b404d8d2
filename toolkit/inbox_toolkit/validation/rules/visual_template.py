"""A visual template or theme that the renderer does not draw as it is written.

Why: the visual inbox's renderer says nothing of what it does not know: it leaves out a node of an
unknown type, passes over an unknown setting, and draws an empty row for a template whose version
is not the text "1" or in whose names a blank stands. Phones refuse colours that browsers take.

Bad::

    # inbox.toml
    [visual]
    templates = "visual/templates.json"
    # visual/templates.json
    {"card": [{"version": "1", "root": {"type": "layout", "direction": "vertical", "children": [
      {"type": "headline", "name": "title"}
    ]}}]}

Good::

    # inbox.toml
    [visual]
    templates = "visual/templates.json"
    # visual/templates.json
    {"card": [{"version": "1", "root": {"type": "layout", "direction": "vertical", "children": [
      {"type": "heading", "name": "title"}
    ]}}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.project.project import Project
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta
from inbox_toolkit.validation.visual.file_checks import file_mistakes

META = RuleMeta(
    id="visual-template",
    summary="a visual template or theme that the renderer does not draw as it is written",
    severity=Severity.WARNING,
)


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield nothing: the files are the project's, and are looked at once for all templates."""
    yield from ()


def check_project(project: Project, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield what is wrong in the files that ``[visual]`` names."""
    for one in file_mistakes(project):
        yield Finding(one.place, one.message, help=one.help)
