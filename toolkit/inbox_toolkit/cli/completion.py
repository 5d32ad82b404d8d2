"""What a shell offers while a name is typed: templates, profiles, message data."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click
from click.shell_completion import CompletionItem

from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.project.config import Config


def template_names(
    ctx: click.Context,
    parameter: click.Parameter,  # noqa: ARG001 - click's
    typed: str,
) -> list[CompletionItem]:
    """Offer the project's templates that begin with what is typed; outside a project, nothing."""
    from inbox_toolkit.project.project import template_files

    config = _config(ctx)
    return _offered((one.stem for one in template_files(config)) if config else (), typed)


def profile_names(
    ctx: click.Context,
    parameter: click.Parameter,  # noqa: ARG001 - click's
    typed: str,
) -> list[CompletionItem]:
    """Offer the project's profiles."""
    config = _config(ctx)
    return _offered(_stems(config, "profiles") if config else (), typed)


def data_names(
    ctx: click.Context,
    parameter: click.Parameter,  # noqa: ARG001 - click's
    typed: str,
) -> list[CompletionItem]:
    """Offer the message data of the template that is named already, else of all templates."""
    from inbox_toolkit.project.project import template_files

    config = _config(ctx)
    if config is None:
        return []
    # Behind an option that waits for its value, click has not sorted the arguments yet.
    wanted = ctx.params.get("template") or next(iter(ctx.args), None)
    names = {
        one.template
        for one in template_files(config)
        if not isinstance(wanted, str) or wanted in (one.stem, one.template, one.name)
    }
    every = (stem for name in names for stem in _stems(config, f"message_data/{name}"))
    return _offered(set(every), typed)


def _config(ctx: click.Context) -> Config | None:
    from inbox_toolkit.project.config import find_config

    try:
        return find_config(ctx.params.get("folder") or Path())
    except ToolkitError:
        return None


def _stems(config: Config, folder: str) -> Iterable[str]:
    from inbox_toolkit.project.fixtures import json_files

    place = config.root / PurePosixPath(config.fixtures) / folder
    return (path.name.removesuffix(".json") for path in json_files(place))


def _offered(names: Iterable[str], typed: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in sorted(names) if name.startswith(typed)]
