"""Which units a person means: by template, by language, by file, by what changed."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from posixpath import normpath

from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import OUTPUT_CONTRACTS, Config
from inbox_toolkit.project.files import path_exists
from inbox_toolkit.project.project import nearest
from inbox_toolkit.workspace.manifest import Manifest, Unit


def select_units(manifest: Manifest, config: Config, names: Sequence[str]) -> tuple[Unit, ...]:
    """Return the units named; all where none is named.

    A name is a template's (with or without language), the path of a file, or a folder: that means
    the templates under it. A fixture stands for the templates that read it, all of them where they
    share it. Raises UsageError with the nearest name.
    """
    if not names:
        return manifest.units
    wanted = {unit.name for name in names for unit in _units_of(manifest, config, name)}
    return tuple(unit for unit in manifest.units if unit.name in wanted)


def affected_units(manifest: Manifest, config: Config, files: Iterable[str]) -> tuple[Unit, ...]:
    """Return the units that depend on any of these files, some of which may be gone by now."""
    files = frozenset(files)
    shared = f"{config.fixtures}/"
    data = f"{shared}message_data/"
    own_config = {config.file.name} if config.file else set()
    visual = {normpath(one) for one in (config.visual.templates, config.visual.theme) if one}
    every = any(
        (file.startswith(shared) and not file.startswith(data))
        or file.startswith(f"{OUTPUT_CONTRACTS}/")
        or file in visual
        for file in files
    )
    if every or files & own_config:
        return manifest.units
    return tuple(
        unit
        for unit in manifest.units
        if not files.isdisjoint(unit.files())
        or any(file.startswith(f"{data}{unit.name}/") for file in files)
        or any(file.startswith(f"{config.templates}/{unit.name}.") for file in files)
    )


def _units_of(manifest: Manifest, config: Config, name: str) -> tuple[Unit, ...]:
    for unit in manifest.units:
        if unit.templates and (
            unit.name == name or any(one.stem == name for one in unit.templates)
        ):
            return (unit,)
    path = Path(name)
    if path.suffix or "/" in name or "\\" in name or path_exists(path):
        return _at(manifest, config, path)
    labels = [one.stem for unit in manifest.units for one in unit.templates]
    raise nearest(name, labels, "template", f"{config.templates}/")


def _at(manifest: Manifest, config: Config, path: Path) -> tuple[Unit, ...]:
    if not path_exists(path):
        files = [one.name for unit in manifest.units for one in unit.templates]
        raise nearest(str(path), files, "template file", f"{config.templates}/")
    if path.is_dir():
        return _under(manifest, config, path)
    root, whole = config.root.resolve(), path.resolve()
    if root in whole.parents:
        units = affected_units(manifest, config, [whole.relative_to(root).as_posix()])
        if units:
            return units
    raise UsageError(
        f"{path} is not a template of the project in {config.root}, nor a fixture",
        help=f"move it to {config.templates}/ or go to its project",
    )


def _under(manifest: Manifest, config: Config, folder: Path) -> tuple[Unit, ...]:
    """Return the units whose templates lie under a folder, or whose message data does."""
    root, whole = config.root.resolve(), folder.resolve()
    if whole == root or whole in root.parents:
        return manifest.units
    start = f"{whole.relative_to(root).as_posix()}/" if root in whole.parents else None
    inside = [one for one in manifest.every() if start and one.startswith(start)]
    units = affected_units(manifest, config, inside)
    if not any(unit.templates for unit in units):
        raise UsageError(
            f"there is no template under {folder}/",
            help=f"name {config.templates}/ or a folder in it, or nothing for all templates",
        )
    return units
