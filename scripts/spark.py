"""Make sure that Spark's tests can run: Java on the PATH, and PySpark beside the toolkit.

As root on Debian, Java is installed from its packages. Exits 0 either way, saying what is missing:
the tests then skip with the same words.
"""

import importlib.util
import shutil
import subprocess
import sys

from scripts.chromium import from_debian

JAVA = "openjdk-17-jre-headless"
NEEDED = ("pyspark", "pyarrow", "pandas")


def has_pyspark() -> bool:
    return all(importlib.util.find_spec(name) for name in NEEDED)


def main() -> int:
    if not shutil.which("java") and not from_debian(JAVA):
        print(f"note: no tests of Spark: install Java 17 ({JAVA} on Debian)", file=sys.stderr)
        return 0
    if not has_pyspark():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "pyspark[sql]>=4.0",
            "pandas<3",
        ]
        print("+", " ".join(command), file=sys.stderr)
        if subprocess.run(command, check=False).returncode:
            print("note: no tests of Spark: PySpark cannot be installed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
