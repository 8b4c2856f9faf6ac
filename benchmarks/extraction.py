"""How fast figures are read, against the bare search for digits; prints ratios, asserts nothing.

    python benchmarks/extraction.py [--rounds 3]

Characters a second on the seed documents and on dense lists of figures; other recognisers beside it
where they are installed (quantulum3). Then the time of a start: import and the first text.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIGITS = re.compile(r"\d[\d.,]*")
DENSE = {
    "list, German": "Aktau 3.412 Tsd. t, Kuryk 1.905 Tsd. t, Poti 7.650 Tsd. t; 2023: 12,5 Mio..\n",
    "list, English": "Aktau 3,412 thousand tonnes, Kuryk 1,905, Poti 7,650; 2023: 12.5 million.\n",
    "prose": "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024. ",
}
START = """
import time
start = time.perf_counter()
from tracker import extract
imported = time.perf_counter()
extract({text!r}, language={language!r})
first = time.perf_counter()
extract({text!r}, language={language!r})
print(imported - start, first - imported, time.perf_counter() - first)
"""
Reader = Callable[[str], object]


def best(read: Reader, texts: Sequence[str], rounds: int) -> float:
    """Characters a second of CPU time in the best round."""
    characters = sum(map(len, texts))
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            read(text)
        taken.append(max(time.process_time() - start, 1e-9))
    return characters / min(taken)


def readers() -> dict[str, Reader]:
    """Who reads: we, the bare digits, and peers that are installed."""
    from tracker import extract

    found: dict[str, Reader] = {"digits": DIGITS.findall, "tracker": extract}
    if find_spec("quantulum3") is not None:
        from quantulum3 import parser  # type: ignore[import-not-found,unused-ignore]

        found["quantulum3"] = parser.parse
    return found


def texts() -> dict[str, list[str]]:
    """What is read, by name."""
    seeds = [path.read_text("utf-8") for path in sorted((ROOT / "seeds/documents").glob("*.txt"))]
    return {"seed documents": seeds} | {name: [line * 200] for name, line in DENSE.items()}


def measure(rounds: int) -> None:
    """Print one line a text."""
    found = readers()
    print(
        f"{'characters a second':22}"
        + "".join(f"{name:>14}" for name in found)
        + "   digits : tracker"
    )
    for name, pieces in texts().items():
        for read in found.values():
            read(pieces[0][:200])  # packs are compiled once
        speed = {
            reader: best(read, pieces, rounds if reader in ("digits", "tracker") else 1)
            for reader, read in found.items()
        }
        ratio = speed["digits"] / speed["tracker"]
        print(f"{name:22}" + "".join(f"{v:14,.0f}" for v in speed.values()) + f"{ratio:14,.0f} : 1")


def measure_start(rounds: int) -> None:
    """Print how long a fresh process needs for its import and its first text."""
    samples = {"de": "Es waren 4,5 Mio. Tonnen.", "en": "It was 4.5 million tonnes."}
    for language, text in samples.items():
        runs = []
        for _ in range(rounds):
            code = START.format(text=text, language=language)
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
            )
            runs.append([float(part) for part in done.stdout.split()])
        imported, first, second = min(runs, key=sum)
        print(
            f"start, {language}: import {imported * 1000:.0f} ms, "
            f"first text {first * 1000:.0f} ms, the next {second * 1000:.1f} ms"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    measure(rounds)
    measure_start(rounds)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
