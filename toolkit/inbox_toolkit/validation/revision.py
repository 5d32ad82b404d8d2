"""Check a project out at a revision, so that it can be read like any other."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config, load_config
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.git import files_at


@contextmanager
def project_at(config: Config, revision: str) -> Iterator[Config]:
    """Provide the project as it was at a revision; its files exist as long as the context.

    Raises UsageError if git does not know the revision, or its files cannot be written.
    """
    with TemporaryDirectory(prefix="inbox-since-") as folder:
        _write(files_at(config.root, revision), Path(folder))
        yield _config(config, Path(folder))


def _config(config: Config, folder: Path) -> Config:
    """Return the configuration as it was; today's if there was none, or none that can be used."""
    file = folder / config.file.name if config.file else None
    if file and file.is_file():
        try:
            loaded = load_config(file)
            settings_of(loaded)
            return loaded
        except ProjectError:
            pass  # it may be what has been fixed since
    return replace(config, root=folder, file=None)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a revision's files; their names stay below the folder, as ``files_at`` assures."""
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"the files of that revision cannot be written: {error}", help="leave out --since"
            ) from None
