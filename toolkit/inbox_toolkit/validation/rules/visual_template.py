"""A visual template or theme that the renderer does not display as written.

Why: the renderer of the visual inbox reports no errors. It leaves out nodes of an unknown type,
ignores unknown settings, and shows an empty row for a template whose version is not the text "1" or
whose names contain whitespace. Phones reject some colors that browsers accept.

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
    summary="a visual template or theme that the renderer does not display as written",
    severity=Severity.WARNING,
)


def check_project(context: ProjectContext) -> Iterator[Finding]:
    """Yield what is wrong in the files that ``[visual]`` names."""
    for one in file_mistakes(context.project):
        yield Finding(one.location, one.message, help=one.help)
