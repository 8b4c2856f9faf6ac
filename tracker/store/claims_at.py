"""Claims at times: the stored claims of many series, each at its own times."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, text

# A list of pairs is no condition that SQLite would look up in an index; a join is.
_AT_TIMES = {
    "sqlite": text("""
        SELECT c.id FROM json_each(:wanted) AS pair CROSS JOIN claim AS c
        WHERE c.series_id = json_extract(pair.value, '$[0]')
          AND c.time_key = json_extract(pair.value, '$[1]')"""),
    "postgresql": text("""
        SELECT c.id FROM json_array_elements(CAST(:wanted AS json)) AS pair JOIN claim AS c
          ON c.series_id = CAST(pair ->> 0 AS bigint) AND c.time_key = pair ->> 1"""),
}


def claims_at(connection: Connection, wanted: Iterable[tuple[int, str]]) -> list[int]:
    """Row ids of the claims of these series (row ids) at these times (keys)."""
    asked = {"wanted": json.dumps(sorted(wanted))}
    return list(connection.scalars(_AT_TIMES[connection.dialect.name], asked))
