"""A package of npm's, unpacked: one exact version with one exact hash, fetched once."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest


def unpacked(package: str, integrity: str) -> Path:
    """Return the folder of a package's files; skips the test where npm or a network is missing."""
    folder = (
        Path(tempfile.gettempdir())
        / f"inbox-peer-{hashlib.sha256(integrity.encode()).hexdigest()[:16]}"
    )
    if (folder / "package/package.json").is_file():
        return folder / "package"
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    with tempfile.TemporaryDirectory() as scratch:
        command = [npm, "pack", package, "--silent", "--pack-destination", scratch]
        try:
            subprocess.run(command, cwd=scratch, check=True, capture_output=True, timeout=120)
        except subprocess.SubprocessError:
            pytest.skip(f"npm could not fetch {package}")
        archive = next(Path(scratch).glob("*.tgz"))
        found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        assert found == integrity
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
    return folder / "package"
