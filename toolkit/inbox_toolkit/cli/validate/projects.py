"""Which projects the arguments of ``inbox validate`` are about, and which names in each."""

from pathlib import Path

from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import Config, find_config, has_settings
from inbox_toolkit.project.discovery import projects_below
from inbox_toolkit.text.record import record


@record
class Target:
    """One project with the templates, files and folders named in it; none means everything.

    ``prefix`` leads from the current folder to the project, such as ``shop/messages/``, where
    reports name files from there: with several projects, or for a file of another project.
    """

    config: Config
    names: tuple[str, ...] = ()
    prefix: str = ""


def find_targets(folder: Path, names: tuple[str, ...], *, every: bool) -> tuple[Target, ...]:
    """Return the projects to validate.

    A path belongs to the project it lies in, and a name to the project at or above ``folder``.
    ``every`` asks for all projects in and below the folder. Raises ProjectError, UsageError.
    """
    if every:
        return _every_target(folder, names)
    groups: dict[Path, tuple[Config, list[str]]] = {}
    for name in names:
        config = find_config(folder_for(name, folder))
        groups.setdefault(config.root, (config, []))[1].append(name)
    if not groups:
        return (Target(find_config(folder)),)
    is_one = len(groups) == 1
    return tuple(
        Target(config, tuple(found), "" if is_one and _is_above(config) else _prefix(config))
        for config, found in groups.values()
    )


def _every_target(folder: Path, names: tuple[str, ...]) -> tuple[Target, ...]:
    if names:
        raise UsageError("--all-projects takes no names", help="leave out the names, or the option")
    own = (folder,) if has_settings(folder) else ()
    configs = [find_config(one) for one in (*own, *projects_below(folder))]
    if not configs:
        raise UsageError(
            f"there is no project in or below {folder.resolve()}", help="make one: inbox init DIR"
        )
    return tuple(Target(config, (), _prefix(config)) for config in configs)


def _is_above(config: Config) -> bool:
    """Return True if the current folder is in the project, whose names are then its own."""
    here = Path.cwd().resolve()
    return config.root.resolve() in (here, *here.parents)


def _prefix(config: Config) -> str:
    root, here = config.root.resolve(), Path.cwd().resolve()
    if root == here:
        return ""
    return f"{root.relative_to(here).as_posix() if here in root.parents else root.as_posix()}/"
