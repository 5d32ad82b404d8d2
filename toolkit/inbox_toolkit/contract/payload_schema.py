"""The schema of a payload: what the inbox client expects of a message of a type.

Unlike a contract of the data it may be recursive: payloads are only checked against it.
"""

import re

from inbox_toolkit.contract.contract_file import (
    ContractError,
    read_document,
    require_schema,
    span_at,
)
from inbox_toolkit.contract.refs import InvalidRef, follow_ref, iter_refs
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import OUTPUT_CONTRACTS, Config
from inbox_toolkit.schemas.checking import Checker

_NAME = re.compile(r"[\w-][\w .-]*")


def payload_schema_file(kind: str) -> str:
    """Return the payload schema's file of a type, relative to the project; ``""`` if it has none.

    A type may be any text; only one that is a plain file name can have a schema.
    """
    return f"{OUTPUT_CONTRACTS}/{kind}.schema.json" if _NAME.fullmatch(kind) else ""


def payload_checker(kind: str, config: Config) -> Checker | None:
    """Return the checker of a type's payloads; None if it has no schema.

    Raises ContractError if the file is not a schema or refers to another document.
    """
    name = payload_schema_file(kind)
    if not name or not config.has(name):
        return None
    source, tree = read_document(config, name)
    schema = require_schema(source, tree)
    try:
        for pointer, target in iter_refs(schema):
            if (
                target == "#" or not target.startswith("#") or target.startswith("#/")
            ):  # else an anchor
                follow_ref(schema, pointer, target)
    except InvalidRef as error:
        span = span_at(tree, error.pointer)
        raise ContractError(source, span, error.message, help=error.help) from None
    checker = Checker(schema)
    try:
        checker.fits({})
    except ProjectError as error:
        raise ContractError(source, tree.handle, error.message, help=error.help or "") from None
    return checker
