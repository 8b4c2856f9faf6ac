"""How fast documents of all kinds are read into the database, beside what it costs at least.

    python benchmarks/documents.py [--count 2000] [--seed 7] [--folder DOCUMENTS]

Makes a folder of documents (`scripts/make_documents.py`) and, kind by kind and then all together:
reads their bytes and decodes them, which is the lower bound; runs the readers alone; ingests them;
ingests them without reading ahead; and once more, when nothing has changed. Each step has a process
of its own. CPU time is that of the process and of those that it started; prints ratios, asserts
nothing. See docs/speed.md.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from make_documents import make  # noqa: E402 - the project need not be installed

from tracker.extraction import extract  # noqa: E402
from tracker.ingestion import find_incoming, ingest, ingest_incoming  # noqa: E402
from tracker.lexicon.lexicon import load_lexicon  # noqa: E402
from tracker.model.errors import ReadError  # noqa: E402
from tracker.model.stored import Outcome  # noqa: E402
from tracker.store import Store  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
WARM_UP = ("Trade fell 12.5 percent in 2022.", "Der Handel sank 2022 um 12,5 Prozent.")


# Steps: each prints a JSON object of what it measured


def bare(folder: Path, _: Path) -> dict[str, Any]:
    """Read the bytes of all files and decode them as if they were text."""
    number = size = 0
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            data = path.read_bytes()
            number, size = number + 1, size + len(data)
            data.decode("utf-8", "replace")
    return {"documents": number, "bytes": size}


def readers(folder: Path, _: Path) -> dict[str, Any]:
    """Run the readers alone, one file after the other; nothing is extracted or stored."""
    number = refused = 0
    for item in find_incoming([folder]):
        try:
            if isinstance(item, ReadError):
                raise item
            number += len(item.load())
        except ReadError:
            refused += 1
    return {"documents": number + refused, "refused": refused}


def whole(folder: Path, database: Path) -> dict[str, Any]:
    """Ingest into a new database."""
    with Store(database) as store:
        return _counted(ingest([folder], store))


def alone(folder: Path, database: Path) -> dict[str, Any]:
    """Ingest without reading ahead."""
    with Store(database) as store:
        found = find_incoming([folder], languages=load_lexicon().languages)
        return _counted(ingest_incoming(found, store, threads=0))


def again(folder: Path, database: Path) -> dict[str, Any]:
    """Ingest once more what the database of `whole` holds already."""
    with Store(database) as store:
        return _counted(ingest([folder], store))


def _counted(told: Any) -> dict[str, Any]:
    documents = refused = facts = skipped = 0
    for done in told:
        documents += 1
        refused += done.outcome is Outcome.REFUSED
        skipped += done.is_skipped
        facts += done.n_facts
    return {"documents": documents, "refused": refused, "facts": facts, "skipped": skipped}


STEPS: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    each.__name__: each for each in (bare, readers, whole, alone, again)
}


def _run(step: str, folder: Path, database: Path) -> None:
    """Run a step; the time of starting up is left out, that of the processes it starts is not."""
    if step in ("whole", "alone"):
        Store.create(database).close()
    for text in WARM_UP:
        extract(text)
    start, cpu = time.perf_counter(), time.process_time()
    told = STEPS[step](folder, database)
    told["wall"], told["cpu"] = time.perf_counter() - start, time.process_time() - cpu
    told["children"], told["child_peak"] = _children()
    told["peak"] = _peak(os.getpid())
    print(json.dumps(told))


def _children() -> tuple[float, float]:
    """CPU seconds of the processes that were started, and the peak memory of the largest, in MB."""
    ended = os.times()
    cpu, peak = ended.children_user + ended.children_system, 0.0
    for task in (PROC / "self" / "task").glob("*/children"):
        for child in task.read_text().split():
            fields = (PROC / child / "stat").read_text().rpartition(")")[2].split()
            cpu += (int(fields[11]) + int(fields[12])) / TICKS
            peak = max(peak, _peak(int(child)))
    return cpu, peak


def _peak(process: int) -> float:
    for line in (PROC / str(process) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    return 0.0


# Report


def _measure(step: str, folder: Path, database: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    done = subprocess.run(
        [*command, "--db", str(database)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(folder: Path) -> None:
    """Run the steps and print their tables."""
    print(
        f"{'kind':10}{'documents':>10}{'refused':>9}{'bare, ms':>10}{'readers, ms':>13}"
        f"{'all, ms':>9}{'all : bare':>12}{'documents/s':>13}"
    )
    kinds = sorted(each for each in folder.iterdir() if each.is_dir())
    with TemporaryDirectory() as place:
        for number, kind in enumerate((*kinds, folder)):
            database = Path(place) / f"{number}.db"
            name = "together" if kind == folder else kind.name
            low, read = _measure("bare", kind, database), _measure("readers", kind, database)
            stored = _measure("whole", kind, database)
            count = stored["documents"]
            spent = stored["cpu"] + stored["children"]
            print(
                f"{name:10}{count:10,}{stored['refused']:9,}{1000 * low['cpu'] / count:10.2f}"
                f"{1000 * (read['cpu'] + read['children']) / count:13.1f}"
                f"{1000 * spent / count:9.1f}{spent / max(low['cpu'], 1e-6):12,.0f}"
                f"{count / stored['wall']:13.1f}",
                flush=True,
            )
        slow = _measure("alone", folder, Path(place) / "alone.db")
        done = _measure("again", folder, database)
    print(
        f"\n{stored['documents']:,} documents, {stored['facts']:,} facts, "
        f"{low['bytes'] / 1e6:.1f} MB: {stored['wall']:.0f} s wall, "
        f"{stored['cpu']:.0f} s CPU, readers' processes {stored['children']:.0f} s CPU\n"
        f"without reading ahead: {slow['wall']:.0f} s wall: {slow['wall'] / stored['wall']:.2f} "
        f"times as long\n"
        f"once more, nothing changed: {done['wall']:.2f} s, {done['skipped']:,} of "
        f"{done['documents']:,} not opened\n"
        f"peak memory: {stored['peak']:.0f} MB, largest reader {stored['child_peak']:.0f} MB"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=2000, help="number of files")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="documents that are there already")
    parser.add_argument("--db", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Run one step, or all of them."""
    given = _arguments()
    if given.step:
        _run(given.step, given.folder, given.db)
    elif given.folder:
        report(given.folder)
    else:
        with TemporaryDirectory() as place:
            folder = Path(place) / "documents"
            make(folder, given.count, given.seed)
            report(folder)


if __name__ == "__main__":
    main()
