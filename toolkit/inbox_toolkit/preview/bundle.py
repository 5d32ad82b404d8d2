"""The page's modules as one script, for pages that are opened from a file.

A browser loads no modules from ``file://``. Each module becomes a function that returns what it
exports, in the order of their imports; nothing in them is rewritten but ``import`` and ``export``.
"""

import re
from collections.abc import Mapping

_IMPORT = re.compile(
    r'^import ?(?:\* ?as (?P<all>\w+)|\{(?P<names>[^}]*)\}) ?from ?"\./(?P<file>[\w.-]+)";\n?', re.M
)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*? ?|const |let |class )(?P<name>\w+))", re.M
)


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """Return one script that does what the module ``entry`` does.

    ``modules`` maps file names to sources. Raises ValueError where modules import each other.
    """
    parts = [_wrapped(name, modules[name]) for name in in_order(modules, entry)]
    return '"use strict";\n' + "".join(parts)


def in_order(modules: Mapping[str, str], entry: str) -> list[str]:
    """Return the modules that ``entry`` needs, each behind those it imports."""
    order: list[str] = []
    on_the_way: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        if name in on_the_way:
            raise ValueError(f"modules import each other: {' -> '.join([*on_the_way, name])}")
        on_the_way.append(name)
        for found in _IMPORT.finditer(modules[name]):
            visit(found["file"])
        order.append(on_the_way.pop())

    visit(entry)
    return order


def _wrapped(name: str, source: str) -> str:
    names = [found["name"] for found in _EXPORT.finditer(source)]
    body = _IMPORT.sub(_import, _EXPORT.sub("", source))
    return (
        f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();\n"
    )


def _import(found: re.Match[str]) -> str:
    source = _variable(found["file"])
    names = found["all"] or f"{{{found['names'].replace(' as ', ': ')}}}"
    return f"const {names} = {source};\n"


def _variable(file: str) -> str:
    return "module_" + re.sub(r"\W", "_", file)
