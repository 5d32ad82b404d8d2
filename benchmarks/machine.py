"""Says on what machine something was measured, and how busy that was."""

import os
import platform
import shutil
import subprocess
import sysconfig
from pathlib import Path

from tests.support.browser import executable


def described() -> dict[str, str]:
    """Return what matters of this machine, by name."""
    return {
        "Processor": _processor(),
        "Cores": str(os.cpu_count()),
        "Memory": _memory(),
        "System": platform.platform(),
        "Python": _python(),
        "Node": _version("node"),
        "Chromium": _version(executable()),
        "Load average": load(),
    }


def load() -> str:
    """Return how many processes wanted a core over the last 1, 5 and 15 minutes."""
    if not hasattr(os, "getloadavg"):
        return "not known here"
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())


def _python() -> str:
    """Name this Python and how it was built: profile-guided optimization is worth 13 %."""
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    is_optimized = "--enable-optimizations" in options
    how = "with" if is_optimized else "without"
    return (
        f"{platform.python_implementation()} {platform.python_version()} "
        f"({platform.python_compiler()}, {how} profile-guided optimization)"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return "not known here"
    return f"{size / 2**30:.0f} GiB"


def _version(program: str | None) -> str:
    found = shutil.which(program) if program else None
    if found is None:
        return "none on the PATH"
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[0] if done.stdout.strip() else "does not start"
