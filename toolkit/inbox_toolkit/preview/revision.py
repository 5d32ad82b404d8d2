"""A project's templates as they were at a git revision."""

from pathlib import Path

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.template.reader import merge_translations, parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.workspace.git import files_at
from inbox_toolkit.workspace.workspace import is_broken

LAST_COMMIT = "HEAD"


def template_at_revision(
    state: ProjectState, template: Template, revision: str = LAST_COMMIT
) -> Template:
    """Return a template as it was, a translation laid over its base of then.

    Settings are those of now. Raises UsageError where the revision lacks the template, or holds
    one that cannot be rendered.
    """
    family = [template]
    if template.language:
        family.append(state.workspace.family(template.name)[0])
    config = state.workspace.config
    read = [
        parse_template(_file(state.workspace.root, one.file, revision), one.label, config)
        for one in family
    ]
    old = next(one for one in merge_translations(read) if one.label == template.label)
    if is_broken(old):
        raise UsageError(
            "The committed template cannot be rendered.",
            help="Compare with another revision, or commit the template as it is now.",
        )
    return old


def _file(root: Path, name: str, revision: str) -> Source:
    try:
        return Source(name, files_at(root, revision)[name].decode("utf-8"))
    except (UsageError, KeyError, UnicodeDecodeError):
        raise UsageError(
            "There is no committed version of this template.",
            help="Commit it first, or compare with the last save.",
        ) from None
