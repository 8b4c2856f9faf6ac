"""Passed rows: rows that stand in for those of a table within one query.

A view's own text then says what they mean, and no second copy of it is needed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Table, text

Row = Mapping[str, Any]


def query_instead(
    connection: Connection, query: str, tables: Mapping[Table, Sequence[Row]], name: str
) -> FromClause:
    """A query that finds these rows where its text names a table.

    Args:
        connection: Tells the kind of database.
        query: Text of a SELECT.
        tables: Rows with all columns, by the table that they stand in for.
        name: What the answer is called in a query of its own.
    """
    server = connection.dialect.name == "postgresql"
    parts, values = [], {}
    for each, rows in tables.items():
        columns = [f'"{column.name}"' for column in each.c]
        listed = ", ".join(columns)
        passed = f"rows_of_{each.name}"
        values[passed] = json.dumps([[row[column.name] for column in each.c] for row in rows])
        if server:
            kinds = [column.type.compile(connection.dialect) for column in each.c]
            kinds = [kind.partition(" COLLATE")[0] for kind in kinds]  # no part of a cast
            wanted = ", ".join(
                f"CAST(one.value ->> {place} AS {kind})" for place, kind in enumerate(kinds)
            )
            source = f"json_array_elements(CAST(:{passed} AS json)) AS one"
        else:
            wanted = ", ".join(
                f"json_extract(one.value, '$[{place}]')" for place in range(len(columns))
            )
            source = f"json_each(:{passed}) AS one"
        parts.append(f"{each.name} ({listed}) AS (SELECT {wanted} FROM {source})")
    return text(f"WITH {', '.join(parts)}\n{query}").bindparams(**values).columns().subquery(name)
