"""How fast figures are read, against the bare search for digits; prints ratios, asserts nothing.

    python benchmarks/extraction.py [--limit 4]

Characters a second of CPU time on news (the seed documents) and on dense passages (the corpus of
the tests), by language; other recognisers beside it where they are installed (group `bench`). Then
a start: import and first sentence in a fresh process. Every reader has a process of its own, reads
whole documents in the same order, for `--limit` seconds a table. See docs/speed.md.
"""

import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import asdict, dataclass
from pathlib import Path

from peers import NOT_MEASURED, PEERS

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"de": "German", "en": "English"}
DIGITS = re.compile(r"\d[\d.,]*")
SCAN, OURS = "digits", "tracker"
START_RUNS = 5
PATIENCE = 6  # times the limit, for imports and first calls too, before a process is ended
WITHIN_SCAN, AHEAD_OF_PEERS, START_SECONDS = 100, 10, 0.5  # the aims

SENTENCE = (
    "Der Hafen schlug im Jahr 2024 rund 4,5 Mio. Tonnen um, 12,5 Prozent mehr als im Vorjahr."
)
START = f"""
import tracker
tracker.extract({SENTENCE!r}, published="2025-01-15")
import resource, sys, time
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.process_time(), peak, "pint" in sys.modules)
"""
PINT = "import pint, time; pint.UnitRegistry(); print(time.process_time(), 0, True)"
NOTHING = "import time; print(time.process_time(), 0, False)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text and when it was published."""

    text: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one reader did with one set of texts.

    Attributes:
        speed: Characters a second of CPU time, in the best whole round.
        share: Part of the characters that was read before the limit, from 0 to 1.
        density: Findings a thousand characters.
        peak: Greatest memory of the process so far, in MiB.
    """

    speed: float
    share: float
    density: float
    peak: float


def load_news(language: str) -> list[Passage]:
    """The seed documents of a language."""
    folder = ROOT / "seeds"
    rows = tomllib.loads((folder / "documents.toml").read_text("utf-8"))["document"]
    return [
        Passage(
            text=(folder / "documents" / row["file"]).read_text("utf-8"),
            published=row["published"],
        )
        for row in rows
        if row["language"] == language
    ]


def load_dense(language: str) -> list[Passage]:
    """The annotated passages of a language: nearly every sentence holds figures."""
    lines = (ROOT / "tests/corpus" / f"{language}.jsonl").read_text("utf-8").splitlines()
    rows = map(json.loads, filter(None, lines))
    return [Passage(text=row["text"], published=row["published"]) for row in rows]


TEXTS = {"news": load_news, "dense passages": load_dense}


def choose_reader(name: str, language: str) -> Callable[[Passage], Sized]:
    """The named reader for a language.

    Raises:
        ImportError: It is not installed.
    """
    if name == SCAN:
        return lambda passage: DIGITS.findall(passage.text)
    if name == OURS:
        from tracker import extract

        return lambda passage: extract(passage.text, language=language, published=passage.published)
    read = PEERS[name].load(language)
    return lambda passage: read(passage.text)


def measure(
    read: Callable[[Passage], Sized], passages: Sequence[Passage], limit: float
) -> Measurement:
    """Reads all passages over and over for `limit` seconds; the best whole round counts.

    Where not even one round fits, what was read in time counts as the round.
    """
    whole = sum(len(passage.text) for passage in passages)
    best, share, density = 0.0, 0.0, 0.0
    end = time.perf_counter() + limit
    while time.perf_counter() < end:
        characters = findings = 0
        start = time.process_time()
        for passage in passages:
            findings += len(read(passage))
            characters += len(passage.text)
            if time.perf_counter() > end:
                break
        speed = characters / max(time.process_time() - start, 1e-9)
        if share and characters < whole:
            break  # a later round without its end is no fair sample
        best, share, density = max(best, speed), characters / whole, 1000 * findings / characters
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measurement(speed=best, share=share, density=density, peak=peak)


def measure_here(name: str, language: str, limit: float) -> None:
    """Measures one reader in this process and prints a JSON object: a measurement by text."""
    results: dict[str, object] = {}
    try:
        read = choose_reader(name, language)
    except ImportError as error:
        results = {"missing": str(error)}
    else:
        for title, load in TEXTS.items():
            passages = load(language)
            random.Random(1).shuffle(passages)  # so that a share is a sample of the whole
            read(passages[0])  # packs and models are compiled once, outside the clock
            results[title] = asdict(measure(read, passages, limit))
    print(json.dumps(results))


def measure_apart(name: str, language: str, limit: float) -> dict[str, Measurement] | str:
    """Measures one reader in a process of its own: measurements by text, or why there are none."""
    words = [sys.executable, __file__, "--limit", str(limit), "--only", name, language]
    patience = PATIENCE * limit * len(TEXTS)
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return f"ended after {patience:.0f} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no output"])[-1]
    results = json.loads(done.stdout.splitlines()[-1])
    if "missing" in results:
        return "not installed: pip install -r requirements-bench.lock (group bench)"
    return {title: Measurement(**values) for title, values in results.items()}


def compare(
    speeds: dict[str, float], resolves: dict[str, str]
) -> tuple[float, float | None, str | None]:
    """How a language stands against the aims.

    Args:
        speeds: Characters a second by reader; the scan and ours among them.
        resolves: What each peer resolves.

    Returns:
        How many times the scan is as fast as we are; how many times we are as fast as the fastest
        peer that resolves units; that peer. The last two are None where no such peer was measured.
    """
    behind = speeds[SCAN] / speeds[OURS]
    units = [name for name in speeds if resolves.get(name) == "units"]
    if not units:
        return behind, None, None
    fastest = max(units, key=speeds.__getitem__)
    return behind, speeds[OURS] / speeds[fastest], fastest


def table(measured: dict[str, Measurement]) -> Iterator[str]:
    """The lines of one table, fastest first."""
    yield (
        f"{'reader':18}{'gives':>12}{'chars/s':>14}{'scan : it':>11}{'ours : it':>11}"
        f"{'read':>7}{'found/1000':>12}{'MiB':>6}"
    )
    scan, ours = measured[SCAN].speed, measured[OURS].speed
    for name, found in sorted(measured.items(), key=lambda item: -item[1].speed):
        gives = (
            PEERS[name].resolves if name in PEERS else {SCAN: "digits", OURS: "all fields"}[name]
        )
        density = f"{found.density:.1f}" if found.density else "–"
        yield (
            f"{name:18}{gives:>12}{found.speed:14,.0f}{scan / found.speed:11,.1f}"
            f"{ours / found.speed:11,.2f}{found.share:7.0%}{density:>12}{found.peak:6.0f}"
        )


def verdict(value: float | None, aim: float, *, most: bool) -> str:
    """The value beside its aim: "230 (aim: at most 100, missed)"."""
    if value is None:
        return "not measured"
    kept = value <= aim if most else value >= aim
    word = "at most" if most else "at least"
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.2g}"
    return f"{shown} (aim: {word} {aim:g}, {'met' if kept else 'missed'})"


def compare_language(language: str, limit: float) -> None:
    """Print the tables of one language."""
    results: dict[str, dict[str, Measurement]] = {}
    silent: dict[str, str] = {}
    for name in (SCAN, OURS, *PEERS):
        if name in PEERS and language not in PEERS[name].languages:
            silent[name] = f"reads no {LANGUAGES[language]}"
            continue
        found = measure_apart(name, language, limit)
        if isinstance(found, str):
            silent[name] = found
        else:
            results[name] = found
    for title, load in TEXTS.items():
        passages = load(language)
        characters = sum(len(passage.text) for passage in passages)
        print(f"\n{LANGUAGES[language]}, {title}: {len(passages)} texts, {characters:,} characters")
        measured = {name: found[title] for name, found in results.items()}
        for line in table(measured):
            print(line)
        behind, ahead, fastest = compare(
            {name: found.speed for name, found in measured.items()},
            {name: peer.resolves for name, peer in PEERS.items()},
        )
        if load is load_news:
            print(f"scan : ours = {verdict(behind, WITHIN_SCAN, most=True)}")
            rival = f" ({fastest})" if fastest else ""
            against = verdict(ahead, AHEAD_OF_PEERS, most=False)
            print(f"ours : fastest peer that resolves units{rival} = {against}")
    for name, reason in silent.items():
        print(f"{name}: {reason}")


def run_fresh(code: str, bytecode: str) -> tuple[float, float, float, bool]:
    """Runs code in a fresh process: wall and CPU seconds, peak MiB, and whether pint was loaded.

    Args:
        bytecode: Folder of compiled modules, which an installed package has as well.
    """
    surroundings = os.environ | {"PYTHONPYCACHEPREFIX": bytecode}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=surroundings,
    )
    wall = time.perf_counter() - start
    cpu, peak, pint = done.stdout.split()
    return wall, float(cpu), float(peak) / 1024, pint == "True"


def measure_start() -> None:
    """Print what a fresh process needs for the import and its first German sentence."""
    with tempfile.TemporaryDirectory() as bytecode:
        for code in (START, PINT):  # once to compile
            run_fresh(code, bytecode)
        runs = [run_fresh(START, bytecode) for _ in range(START_RUNS)]
        interpreter, registry = (
            statistics.median(run_fresh(code, bytecode)[1] for _ in range(START_RUNS))
            for code in (NOTHING, PINT)
        )
    wall, cpu, peak = (statistics.median(run[place] for run in runs) for place in range(3))
    alone = registry - interpreter
    share = alone / cpu if any(run[3] for run in runs) else 0.0
    print(f"\nstart (import and first German sentence, fresh process, median of {START_RUNS})")
    print(f"CPU seconds {verdict(cpu, START_SECONDS, most=True)}")
    print(f"wall seconds {verdict(wall, START_SECONDS, most=True)}")
    print(f"the interpreter's share {interpreter / cpu:.0%}")
    print(f"pint's share {share:.0%} (its registry would cost {alone:.2f} s of CPU time)")
    print(f"peak memory {peak:.0f} MiB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=float, default=4, help="seconds a reader and table")
    parser.add_argument("--only", nargs=2, metavar=("READER", "LANGUAGE"), help="one, as JSON")
    options = parser.parse_args()
    if options.only:
        name, language = options.only
        measure_here(name, language, options.limit)
        return
    for language in LANGUAGES:
        compare_language(language, options.limit)
    measure_start()
    print("\nnot measured")
    for name, reason in NOT_MEASURED.items():
        print(f"{name}: {reason}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
