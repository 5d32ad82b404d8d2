"""Check a project out at a revision, so that it can be read like any other."""

import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config, load_config
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.git import git_archive


@contextmanager
def project_at(config: Config, revision: str) -> Iterator[Config]:
    """Provide the project as it was at a revision; its files exist as long as the context.

    Raises UsageError if git does not know the revision, or its files cannot be unpacked.
    """
    with TemporaryDirectory(prefix="inbox-since-") as folder:
        _unpack(git_archive(config.root, revision), Path(folder))
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


def _unpack(archive: bytes, folder: Path) -> None:
    """Unpack git's archive; nothing in it can escape the folder."""
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        if not hasattr(tarfile, "data_filter"):
            version = sys.version.split()[0]
            raise UsageError(
                f"Python {version} cannot unpack safely", help="use Python 3.11.4 or newer"
            )
        try:
            tar.extractall(folder, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise UsageError(
                f"the files of that revision cannot be unpacked: {error}", help="leave out --since"
            ) from None
