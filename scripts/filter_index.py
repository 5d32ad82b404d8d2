"""Write ``liquid/filters/index.py``: which module holds a filter, read from the modules themselves.

python -m scripts.filter_index            # write it; `make docs-fresh` does
python -m scripts.filter_index --check    # exit 1 if it is not fresh
"""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from inbox_toolkit.liquid import filters, legacy
from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.filters import index
from inbox_toolkit.liquid.filters.spec import FilterTable

PATH = Path(index.__file__)


def main() -> int:
    if "--check" not in sys.argv:
        PATH.write_text(index_text(), encoding="utf-8")
    elif is_stale():
        print("liquid/filters/index.py is not fresh: run `make docs-fresh`", file=sys.stderr)
        return 1
    return 0


def is_stale() -> bool:
    return PATH.read_text(encoding="utf-8") != index_text()


def index_text() -> str:
    tables = "".join(
        f'    "{version}": {{\n{_rows(package.__path__, package.__name__, version)}    }},\n'
        for version, package in PACKAGES.items()
    )
    return f'''"""Which module holds a filter. Made by `make docs-fresh` from the modules; change it there."""

MODULES = {{
{tables}}}
"""By version and name. What a version lacks here it shares with latest."""
'''


PACKAGES = {"latest": filters, "legacy": legacy, LIQUIDJS_10_16: filters}


def _rows(paths: Iterable[str], package: str, version: str) -> str:
    found = {name: module for module, name in _names(paths, package, version)}
    return "".join(f'        "{name}": "{found[name]}",\n' for name in sorted(found))


def _names(paths: Iterable[str], package: str, version: str) -> Iterator[tuple[str, str]]:
    for module in walk_packages(paths, f"{package}."):
        table = getattr(import_module(module.name), "FILTERS", None)
        if isinstance(table, FilterTable) and version in table.versions:
            yield from ((module.name, name) for name in table)


if __name__ == "__main__":
    sys.exit(main())
