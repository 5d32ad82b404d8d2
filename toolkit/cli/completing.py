"""What a shell offers while a name is typed."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from toolkit.errors import ToolkitError


def template_names(
    ctx: click.Context,
    parameter: click.Parameter,  # noqa: ARG001 - click's
    typed: str,
) -> list[CompletionItem]:
    """Offer the project's templates that begin with what is typed; outside a project, nothing."""
    from toolkit.project.discovery import find_config
    from toolkit.project.project import template_files

    try:
        config = find_config(ctx.params.get("folder") or Path())
    except ToolkitError:
        return []
    stems = (file.stem for file in template_files(config))
    return [CompletionItem(stem) for stem in stems if stem.startswith(typed)]
