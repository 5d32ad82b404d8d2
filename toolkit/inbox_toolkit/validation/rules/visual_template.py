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

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, ProjectContext, RuleMeta
from inbox_toolkit.validation.visual.file_checks import file_mistakes

META = RuleMeta(
    id="visual-template",
    summary="a visual template or theme that the renderer does not draw as it is written",
    severity=Severity.WARNING,
)


def check_project(context: ProjectContext) -> Iterator[Finding]:
    """Yield what is wrong in the files that ``[visual]`` names."""
    for one in file_mistakes(context.project):
        yield Finding(one.location, one.message, help=one.help)
