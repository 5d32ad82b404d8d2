"""Find a filter by its name and a version of Liquid.

``index.py`` maps a name to its module, so that only that module is imported: a template that
prints a name needs neither time zones nor CLDR. Everything else about a filter is in its spec.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module

from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.filters.index import MODULES
from inbox_toolkit.liquid.filters.spec import Filter, FilterSpec


@lru_cache(maxsize=1024)
def lookup(name: str, version: str = "latest") -> Filter | None:
    """Return a filter of a version of Liquid; None if that version has no such filter.

    Legacy Liquid and liquidjs 10.16 have functions of their own for some names and share the others
    with latest.
    """
    own = MODULES[version]
    if name in own:
        found = _table(own[name])[name]
        return found if version in found.spec.versions else None
    if name not in MODULES["latest"]:
        return None
    found = _table(MODULES["latest"][name])[name]
    is_shared = (
        found.spec.is_in_10_16 if version == LIQUIDJS_10_16 else version in found.spec.versions
    )
    return found if is_shared else None


def spec_of(name: str, version: str = "latest") -> FilterSpec | None:
    """Return what is known of a filter; None if the version has no such filter."""
    found = lookup(name, version)
    return found.spec if found else None


def specs(version: str = "latest") -> Iterator[FilterSpec]:
    """Yield what is known of every filter of a version, by name. Imports all of their modules."""
    for name in sorted({*MODULES["latest"], *MODULES["legacy"]}):
        found = lookup(name, version)
        if found:
            yield found.spec


def _table(module: str) -> Mapping[str, Filter]:
    filters: Mapping[str, Filter] = import_module(module).FILTERS
    return filters
