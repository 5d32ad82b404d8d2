"""Compiles generated Python once for each structure: templates that differ in their texts share it.

Half of the time it takes to compile a template goes to Python's own ``compile``. Translations,
variants of a message and every keystroke in a text leave the generated source as it was, but for
its texts. So the source has stand-ins for them, bytes such as ``b'3'``, which are replaced among
the constants of the code. Nothing else in generated code is bytes, whatever a template says.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import CodeType

from inbox_toolkit.liquid.compiler.program import FILE_NAME

_MAX_STRUCTURES = 256
_MAX_LENGTH = 50_000
"""Characters of a source that is kept: all together take a few megabytes at most."""


def stand_in(number: int) -> bytes:
    """Return what stands for a text in generated source."""
    return b"%d" % number


def compile_function(source: str, texts: Mapping[bytes, str]) -> CodeType:
    """Return the code of the one function that ``source`` defines, with its texts.

    ``texts`` are by their stand-ins. Raises what ``compile`` raises for a source that is too much
    for it: RecursionError, MemoryError or SyntaxError.
    """
    is_kept = len(source) <= _MAX_LENGTH
    structure = _structure(source) if is_kept else _structure.__wrapped__(source)
    return _with_texts(structure, texts)


@lru_cache(_MAX_STRUCTURES)
def _structure(source: str) -> CodeType:
    module = compile(source, FILE_NAME, "exec", dont_inherit=True, optimize=2)
    return next(constant for constant in module.co_consts if isinstance(constant, CodeType))


def _with_texts(code: CodeType, texts: Mapping[bytes, str]) -> CodeType:
    return code.replace(co_consts=tuple([_constant(one, texts) for one in code.co_consts]))


def _constant(value: object, texts: Mapping[bytes, str]) -> object:
    match value:
        case bytes():
            return texts[value]
        case tuple():
            return tuple([_constant(one, texts) for one in value])
        case CodeType():
            return _with_texts(value, texts)
        case _:
            return value
