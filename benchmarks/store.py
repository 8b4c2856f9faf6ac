"""How fast facts are kept and asked for, beside bare inserts; prints ratios, asserts nothing.

    python benchmarks/store.py --facts 1000000 [--db /tmp/million.db]

Fills a database with made-up documents (`generator.py`), then: the rate against `executemany` of
the same rows, what the parts of the ledger cost, the size of the file, each view's answer for one
subject, what one document, reading or decision costs beside an empty ledger, and the ledger judged
anew. A database that is there already is asked, and never written: changes go to a copy. Each step
has a process of its own. CPU time unless said otherwise. See docs/speed.md.
"""

import argparse
import json
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator import make_documents  # noqa: E402 - the project need not be installed

from tracker.model.document import Document  # noqa: E402
from tracker.model.fact import Fact  # noqa: E402
from tracker.model.stored import RunInfo  # noqa: E402
from tracker.store import Store, ledger  # noqa: E402

TABLES = ("document", "document_text", "passage", "fact")
LEDGER_PARTS = ("settle_claims", "settle_implied", "settle_targets", "settle_conversions")
MORE = 10_000  # facts
SUBJECTS, DOCUMENTS, WARM_UP, FIRST_ROWS = 50, 30, 5, 100
CHUNK = 2000  # documents
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536")
RUN = RunInfo(extractor="benchmark", version="1", config="")
Pair = tuple[Document, Sequence[Fact]]


class Clock:
    """Adds up the CPU seconds of what runs under its names."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def add(self, name: str, start: float) -> None:
        """Count the time since `start` to a name."""
        self.spent[name] = self.spent.get(name, 0) + time.process_time() - start

    def wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*arguments: Any) -> Any:
            start = time.process_time()
            try:
                return function(*arguments)
            finally:
                self.add(name, start)

        return timed

    def iterate(self, name: str, things: Iterator[Pair]) -> Iterator[Pair]:
        """The things, the time of making them counted."""
        while True:
            start = time.process_time()
            thing = next(things, None)
            self.add(name, start)
            if thing is None:
                return
            yield thing


# Steps: each prints a JSON object of what it measured


def fill(path: Path, facts: int) -> dict[str, Any]:
    """Store so many facts in a new database."""
    clock = Clock()
    for name in LEDGER_PARTS:
        setattr(ledger, name, clock.wrap(name, getattr(ledger, name)))
    stored, shown = 0, 1
    with Store.create(path) as store:
        wall, start = time.perf_counter(), time.process_time()
        pairs = clock.iterate("generator", make_documents(facts))
        for result in store.add_many(pairs, run=RUN):
            stored += result.n_facts
            if result.error is not None:
                raise result.error
            if stored * 10 // facts >= shown:
                shown += 1
                print(f"  {stored:,} facts", file=sys.stderr, flush=True)
        spent, waited = time.process_time() - start, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = time.process_time()
        store.optimise()
        after = time.process_time() - start
    made = clock.spent.pop("generator")
    return {
        "facts": stored,
        "cpu": spent - made,
        "wall": waited - made,
        "generator": made,
        "optimise": after,
        "parts": clock.spent,
        "peak": peak,
    }


def grow(path: Path, folder: Path) -> dict[str, Any]:
    """Store more documents where there are many already."""
    full = folder / "grown.db"
    shutil.copyfile(path, full)
    with Store(full) as store:
        pairs = list(make_documents(2 * MORE, seed=5))
        half = len(pairs) // 2
        for _ in store.add_many(pairs[:half], run=RUN):  # warms up
            pass
        wall, start = time.perf_counter(), time.process_time()
        stored = sum(result.n_facts for result in store.add_many(pairs[half:], run=RUN))
        spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - start}
    full.unlink()
    return spent | {"facts": stored}


def insert_rows(path: Path, folder: Path) -> dict[str, Any]:
    """The rows of a database into bare tables: without and with search index, keys, triggers."""
    found: dict[str, Any] = {}
    for name, whole in (("plain", False), ("whole", True)):
        with (
            closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(folder / f"{name}.db", isolation_level=None)) as target,
        ):
            for pragma in PRAGMAS:
                target.execute(f"PRAGMA {pragma}")
            _lay_out(source, target, whole=whole)
            found[name] = _copy(source, target)
            (found["facts"],) = source.execute("SELECT count(*) FROM fact").fetchone()
        (folder / f"{name}.db").unlink()
    return found


def _lay_out(source: sqlite3.Connection, target: sqlite3.Connection, *, whole: bool) -> None:
    """The same tables and indexes; the whole of it with vocabulary, keys, triggers and search."""
    wanted = "type IN ('table', 'index')"
    if whole:
        wanted = "type IN ('table', 'index', 'trigger')"
    else:
        names = ", ".join(f"'{name}'" for name in TABLES)
        wanted += f" AND tbl_name IN ({names})"
    made = source.execute(
        f"SELECT type, name, sql FROM sqlite_master WHERE {wanted} AND sql IS NOT NULL"
        " AND name NOT LIKE 'passage_fts_%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    made.sort(key=lambda row: ("table", "index", "trigger").index(row[0]))
    target.execute("BEGIN")
    for _, _, statement in made:
        target.execute(statement)
    if whole:
        for table in ("entity", "indicator", "unit", "commodity", "source", "run"):
            _insert(target, table, source.execute(f"SELECT * FROM {table}").fetchall())
    target.execute("COMMIT")
    target.execute(f"PRAGMA foreign_keys={'ON' if whole else 'OFF'}")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> dict[str, float]:
    """Insert all rows, document after document; only the inserts are timed."""
    (last,) = source.execute("SELECT max(id) FROM document").fetchone()
    cpu = wall = 0.0
    for first in range(1, last + 1, CHUNK):
        batches = []
        for table in TABLES:
            key = "id" if table == "document" else "document_id"
            order = "document_id" if table == "document_text" else "id"
            rows = source.execute(
                f"SELECT * FROM {table} WHERE {key} BETWEEN ? AND ? ORDER BY {order}",
                (first, first + CHUNK - 1),
            )
            batches.append((table, rows.fetchall()))
        start, began = time.process_time(), time.perf_counter()
        target.execute("BEGIN")
        for table, found in batches:
            _insert(target, table, found)
        target.execute("COMMIT")
        cpu += time.process_time() - start
        wall += time.perf_counter() - began
    return {"cpu": cpu, "wall": wall}


def _insert(target: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        target.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def ask_views(path: Path) -> dict[str, Any]:
    """Every view's answer for one subject: whole, and its first rows."""
    rng = random.Random(2)
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA cache_size=-65536")
        sizes = connection.execute(
            "SELECT subject, count(*) FROM fact WHERE subject IS NOT NULL GROUP BY subject"
        ).fetchall()
        subjects = rng.choices(
            [name for name, _ in sizes], [number for _, number in sizes], k=SUBJECTS
        )
        views = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        for (view,) in sorted(views):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({view})")]
            key, values = _natural_key(connection, view, columns, subjects)
            statement = f"SELECT * FROM {view} WHERE {key} = ?"
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", (values[0],)).fetchall()
            found[view] = {
                "by": key,
                "all": _ask(connection, statement, values),
                "first": _ask(connection, f"{statement} LIMIT {FIRST_ROWS}", values),
                "count": _ask(connection, statement.replace("*", "count(*)"), values),
                "plan": [row[3] for row in plan],
            }
    return found


def _natural_key(
    connection: sqlite3.Connection, view: str, columns: list[str], subjects: list[str]
) -> tuple[str, list[Any]]:
    if "subject" in columns:
        return "subject", list(subjects)
    if view == "entities":
        return "id", list(subjects)
    key = "name" if view == "sources" else "fact_id"
    table = "source" if view == "sources" else "fact_revision"
    values = connection.execute(f"SELECT DISTINCT {key} FROM {table} LIMIT {SUBJECTS}").fetchall()
    return key, [value for (value,) in values] or [1]


def _ask(connection: sqlite3.Connection, statement: str, values: list[Any]) -> dict[str, float]:
    """95th percentile of wall and CPU milliseconds, and of the number of rows."""
    walls, cpus, rows = [], [], []
    for value in values:
        wall, cpu = time.perf_counter(), time.process_time()
        rows.append(len(connection.execute(statement, (value,)).fetchall()))
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return {"wall": _p95(walls), "cpu": _p95(cpus), "rows": _p95(rows)}


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


def change(path: Path, folder: Path) -> dict[str, Any]:
    """What one document, reading, decision and undoing cost, beside an empty ledger."""
    pairs = list(make_documents(20 * (DOCUMENTS + WARM_UP), seed=3))[: DOCUMENTS + WARM_UP]
    fresh = folder / "fresh.db"
    with Store.create(fresh) as store:
        empty = _change(store, pairs)
    full = folder / "full.db"
    shutil.copyfile(path, full)
    with Store(full) as store:
        found = {"empty": empty, "full": _change(store, pairs)}
    full.unlink()
    return found


def _change(store: Store, pairs: Iterable[Pair]) -> dict[str, dict[str, float]]:
    """Median milliseconds of each kind of change."""
    spent: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        done = act()
        now = time.perf_counter(), time.process_time()
        spent.setdefault(name, []).append((1000 * (now[0] - wall), 1000 * (now[1] - cpu)))
        return done

    for document, facts in pairs:
        stored = timed("add", lambda: store.add(document, facts, run=RUN))  # noqa: B023
        number = stored.document_id
        first, *others = facts
        again = [replace(first, value=first.value * 1.01), *others]
        if not any(span == others[-1].span for each in again for span in each.movement):
            again = again[:-1]
        timed("reread", lambda: store.readings.reread(number, again, run=RUN))  # noqa: B023
        (fact_id,) = [
            row["fact_id"]
            for row in _rows(store, "SELECT min(id) AS fact_id FROM fact WHERE document_id", number)
        ]
        decided = timed(
            "decide",
            lambda: store.decisions.decide(fact_id, "reject", author="benchmark"),  # noqa: B023
        )
        timed("undo", lambda: store.decisions.undo(decided.id, "benchmark"))  # noqa: B023
    return {
        name: {
            "wall": statistics.median(wall for wall, _ in times[WARM_UP:]),
            "cpu": statistics.median(cpu for _, cpu in times[WARM_UP:]),
            "worst": max(wall for wall, _ in times[WARM_UP:]),
        }
        for name, times in spent.items()
    }


def _rows(store: Store, statement: str, value: Any) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(store.location)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(f"{statement} = ?", (value,)).fetchall()


def rebuild(path: Path, folder: Path) -> dict[str, Any]:
    """The whole ledger judged anew."""
    full = folder / "rebuilt.db"
    shutil.copyfile(path, full)
    with Store(full) as store:
        wall, cpu = time.perf_counter(), time.process_time()
        store.ledger.rebuild()
        spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    full.unlink()
    return spent | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "fill": fill,
    "grow": grow,
    "raw": insert_rows,
    "views": ask_views,
    "change": change,
    "rebuild": rebuild,
}


def run_apart(step: str, *arguments: object) -> dict[str, Any]:
    """Run a step in a process of its own."""
    words = [sys.executable, __file__, "--step", step, *map(str, arguments)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--facts", type=int, default=100_000, help="how many to store")
    parser.add_argument("--db", type=Path, help="database to keep, or to ask if it is there")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, path, *others = options.step
        rest = [int(each) if each.isdigit() else Path(each) for each in others]
        print(json.dumps(STEPS[name](Path(path), *rest)))
        return
    from store_report import report

    with TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "facts.db"
        report(run_apart, path, options.facts, Path(folder))


if __name__ == "__main__":
    main()
