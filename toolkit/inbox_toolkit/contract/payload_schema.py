"""The contract of a payload: what the inbox client expects of a message of a type.

Unlike the contract of the data it may be recursive: payloads are held against it, nothing is made
of it.
"""

import re
from os.path import lexists
from pathlib import Path

from inbox_toolkit.contract.contract_file import ContractError, opened, place_of, schema_in
from inbox_toolkit.contract.refs import Unusable, followed, references
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.project import OUTPUT_CONTRACTS
from inbox_toolkit.schemas.checking import Checker

_NAME = re.compile(r"[\w-][\w .-]*")


def output_file(kind: str) -> str:
    """Return the file, relative to the project, of the contract of a type; ``""`` for none.

    A type may be any text; only one that is a plain file name can have a contract.
    """
    return f"{OUTPUT_CONTRACTS}/{kind}.schema.json" if _NAME.fullmatch(kind) else ""


def output_checker(kind: str, root: Path) -> Checker | None:
    """Return what checks payloads of a type; None where nothing is said of it.

    Raises ContractError for what is no schema or refers to another document.
    """
    name = output_file(kind)
    if not name or not lexists(root / name):
        return None
    source, tree = opened(root / name, name)
    schema = schema_in(source, tree)
    try:
        for way, aim in references(schema):
            if aim == "#" or not aim.startswith("#") or aim.startswith("#/"):  # else an anchor
                followed(schema, way, aim)
    except Unusable as error:
        span = place_of(tree, error.way)
        raise ContractError(source, span, error.message, help=error.help) from None
    checker = Checker(schema)
    try:
        checker.fits({})
    except ProjectError as error:
        raise ContractError(source, tree.handle, error.message, help=error.help or "") from None
    return checker
