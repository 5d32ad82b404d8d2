"""The files of Customer.io's data warehouse sync: people, and attributes in long form.

Names are ``people_v<4|5>_<workspace>_<sequence>.parquet`` and ``attributes_v…``; each file holds
what changed since the last one, so that the latest row of a person, and the latest value of an
attribute, count. Columns are those of the vendor's schema
(https://docs.customer.io/integrations/data-out/data-warehouses/). Every value is a text, nested
ones are JSON text.
"""

import os
import re
from collections.abc import Sequence

from inbox_toolkit.audit.engines.dialect import DUCKDB
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import Progress
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.quantity import quantity

_NAME = re.compile(r"(?P<kind>people|attributes)_v[0-9]+_.+\.parquet", re.IGNORECASE)


def is_warehouse(paths: Sequence[str]) -> bool:
    """Return True if all files are people or attributes of a warehouse's sync."""
    return all(_NAME.fullmatch(os.path.basename(one)) for one in paths)  # noqa: PTH119 - may be s3://


def load_warehouse(
    engine: DuckDBEngine,
    paths: Sequence[str],
    table: str,
    wanted: frozenset[str] | None,
    progress: Progress | None = None,
) -> list[str]:
    """Make a table of people with the attributes that are wanted, all if None.

    Deleted and suppressed people, who get no message, are left out; returns notes that say so.
    Raises UsageError if either kind of file is missing.
    """
    people, attributes = (_of_kind(paths, kind) for kind in ("people", "attributes"))
    names = _names(engine, attributes, wanted)
    latest = "coalesce(updated_at, created_at, TIMESTAMP '1970-01-01')"
    person = (
        "{'id': customer_id, 'email': email_addr, 'created_at': created_at, "
        "'gone': coalesce(deleted, false) OR coalesce(suppressed, false)}"
    )
    everyone = (
        f"SELECT internal_customer_id AS person, arg_max({person}, {latest}) AS last "
        f"FROM {people} GROUP BY 1"
    )
    # The value decides between two of the same time, so that every run takes the same one.
    moment = "{'at': timestamp, 'value': attribute_value}"
    values = ", ".join(
        f"arg_max_null(attribute_value, {moment}) FILTER (attribute_name = {DUCKDB.text(name)}) "
        f"AS {DUCKDB.identifier(name)}"
        for name in names
    )
    listed = ", ".join(map(DUCKDB.text, names)) or "''"
    held = (
        f"SELECT internal_customer_id AS person{values and ', '}{values} FROM {attributes} "
        f"WHERE attribute_name IN ({listed}) GROUP BY 1"
    )
    own = [one for one in ("id", "email", "created_at") if one not in names]
    chosen = [
        *(f"people.last.{one} AS {one}" for one in own),
        *(f"held.{DUCKDB.identifier(name)}" for name in names),
        "people.person AS internal_customer_id",
    ]
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS WITH people AS ({everyone}), held AS ({held}) "
        f"SELECT {', '.join(chosen)} FROM people LEFT JOIN held USING (person) "
        "WHERE NOT people.last.gone",
        "reading the warehouse's files",
        progress,
    )
    ((gone,),) = engine.query(f"SELECT count(*) FROM ({everyone}) everyone WHERE last.gone")
    if not isinstance(gone, int) or not gone:
        return []
    return [f"{quantity(gone, 'deleted or suppressed profile')} left out"]


def _names(engine: DuckDBEngine, relation: str, wanted: frozenset[str] | None) -> list[str]:
    """Return the names of attributes to read; a nested one may be an attribute of its own."""
    rows = engine.query(f"SELECT DISTINCT attribute_name FROM {relation} ORDER BY 1")
    names = [str(row[0]) for row in rows if row[0]]
    return [one for one in names if wanted is None or one.partition(".")[0] in wanted]


def _of_kind(paths: Sequence[str], kind: str) -> str:
    found = [
        one
        for one in paths
        if os.path.basename(one).lower().startswith(f"{kind}_v")  # noqa: PTH119
    ]
    if not found:
        raise UsageError(
            f"the warehouse's files of {kind} are missing",
            help="name both kinds: --people 'people_v*.parquet' --people 'attributes_v*.parquet'",
        )
    return f"read_parquet([{', '.join(map(DUCKDB.text, found))}], union_by_name = true)"
