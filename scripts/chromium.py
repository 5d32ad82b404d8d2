"""Make sure there is a Chromium for the browser tests: find one, or install one.

In this order: one on the PATH; as root on Debian, the ``chromium`` package; Playwright's own
download. Exits 1 saying what to install where none of them works.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def from_debian(package: str) -> bool:
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    return run(["apt-get", "update", "-qq"], quiet) and run(install, quiet)


def from_playwright() -> bool:
    return run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def run(command: list[str], environment: dict[str, str]) -> bool:
    print("+", " ".join(command), file=sys.stderr)
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def main() -> int:
    if on_path() or (from_debian("chromium") and on_path()) or from_playwright():
        return 0
    print("error: the browser tests need Chromium: install it, or Google Chrome", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
