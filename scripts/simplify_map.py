"""Write the country shapes that the map draws: dashboard/assets/geo/world_50m.json.

    npm pack plotly.js@4.1.1 && tar xzf plotly.js-4.1.1.tgz
    node -e 'const shapes = require("./package/dist/plotly-geo-assets.js").topojson;
             console.log(JSON.stringify(shapes.world_50m))' > world_50m.json
    python scripts/simplify_map.py world_50m.json

plotly.js (MIT) carries shapes made from UN Geodata (countries, coasts) and Natural Earth (lakes).
They are 1.7 MB. Kept are the layers that are drawn; points are left out by the area that each one
adds (Visvalingam), few where the corridors run and more elsewhere, and coordinates are rounded.
Borders are simplified line by line, so that neighbours still share them.
"""

import heapq
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "dashboard" / "assets" / "geo" / "world_50m.json"
LAYERS = ("coastlines", "land", "countries", "lakes")
CLOSE = (-12.0, 10.0, 125.0, 62.0)
"""Where the corridors run: west, south, east, north."""
FINE, COARSE = 0.0025, 0.12  # square degrees that a point must add to be kept
STEP = 0.01  # degrees; about a kilometre
SMALLEST_LAKE, SMALLEST_ISLAND = 0.35, 0.04  # square degrees
Arc = list[tuple[float, float]]


def main(source: Path) -> None:
    """Reads a topology and writes the small one."""
    whole = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_degrees(arc, whole["transform"]) for arc in whole["arcs"]]
    objects = {name: whole["objects"][name] for name in LAYERS}
    objects["lakes"]["geometries"] = [
        lake for lake in objects["lakes"]["geometries"] if _extent(lake, arcs) > SMALLEST_LAKE
    ]
    # A ring that shrinks to a line may turn over, and would then be all of the globe but itself.
    _drop_small(objects["land"], arcs)
    shores = {
        ~arc if arc < 0 else arc
        for arc in _flat([one["arcs"] for one in objects["land"]["geometries"]])
    }
    for coast in objects["coastlines"]["geometries"]:
        coast["arcs"] = (
            [line for line in coast["arcs"] if all(_own(arc) in shores for arc in line)]
            if (coast["type"] == "MultiLineString")
            else coast["arcs"]
        )
    kept: dict[int, int] = {}
    small: list[list[list[int]]] = []

    def keep(index: int) -> int:
        """The new number of an arc; a negative one stands for the arc run backwards."""
        old = index if index >= 0 else ~index
        if old not in kept:
            kept[old] = len(small)
            small.append(_deltas(_simplified(arcs[old])))
        return kept[old] if index >= 0 else ~kept[old]

    for layer in objects.values():
        for shape in layer["geometries"]:
            shape["arcs"] = _renumbered(shape["arcs"], keep)
            shape["properties"] = {}
    topology = {
        "type": "Topology",
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": objects,
        "arcs": small,
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(topology, separators=(",", ":")), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} KB, {len(small)} lines")


def _own(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _flat(arcs: Any) -> list[int]:
    if isinstance(arcs, int):
        return [arcs]
    return [each for inner in arcs for each in _flat(inner)]


def _drop_small(layer: dict[str, Any], arcs: list[Arc]) -> None:
    """Leave out rings that enclose next to nothing."""
    for shape in layer["geometries"]:
        if shape["type"] == "MultiPolygon":
            polygons = [
                [ring for ring in rings if abs(_enclosed(ring, arcs)) >= SMALLEST_ISLAND]
                for rings in shape["arcs"]
                if abs(_enclosed(rings[0], arcs)) >= SMALLEST_ISLAND
            ]
            shape["arcs"] = [rings for rings in polygons if rings]


def _enclosed(ring: list[int], arcs: list[Arc]) -> float:
    points: Arc = []
    for arc in ring:
        points += _simplified(arcs[arc]) if arc >= 0 else _simplified(arcs[~arc])[::-1]
    corners = [(round(x / STEP) * STEP, round(y / STEP) * STEP) for x, y in points]
    return sum(x * b - a * y for (x, y), (a, b) in pairwise([*corners, corners[0]])) / 2


def _renumbered(arcs: Any, keep: Any) -> Any:
    if isinstance(arcs, int):
        return keep(arcs)
    return [_renumbered(each, keep) for each in arcs]


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Arc:
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * wide + west, y * high + south))
    return points


def _extent(shape: dict[str, Any], arcs: list[Arc]) -> float:
    flat: list[int] = []

    def gather(found: Any) -> None:
        if isinstance(found, int):
            flat.append(found if found >= 0 else ~found)
        else:
            for each in found:
                gather(each)

    gather(shape["arcs"])
    points = [point for index in flat for point in arcs[index]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _simplified(arc: Arc) -> Arc:
    """The arc without the points that add least; a ring keeps at least four."""
    west, south, east, north = CLOSE
    near = any(west <= x <= east and south <= y <= north for x, y in arc)
    limit = FINE if near else COARSE
    least = 4 if arc[0] == arc[-1] else 2
    before = list(range(-1, len(arc) - 1))
    after = list(range(1, len(arc) + 1))
    gone = [False] * len(arc)
    areas = [_area(arc, i - 1, i, i + 1) for i in range(1, len(arc) - 1)]
    heap = [(area, index) for index, area in enumerate(areas, start=1)]
    current = {index: area for area, index in heap}
    heapq.heapify(heap)
    left = len(arc)
    while heap and left > least:
        area, index = heapq.heappop(heap)
        if gone[index] or current[index] != area:
            continue
        if area >= limit:
            break
        gone[index] = True
        left -= 1
        one, other = before[index], after[index]
        after[one], before[other] = other, one
        for near_by in (one, other):
            if 0 < near_by < len(arc) - 1:
                fresh = max(area, _area(arc, before[near_by], near_by, after[near_by]))
                current[near_by] = fresh
                heapq.heappush(heap, (fresh, near_by))
    return [point for index, point in enumerate(arc) if not gone[index]]


def _area(arc: Arc, a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = arc[a], arc[b], arc[c]
    size = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
    return size * max(0.2, math.cos(math.radians(by)))


def _deltas(arc: Arc) -> list[list[int]]:
    points = [(round(x / STEP), round(y / STEP)) for x, y in arc]
    steps = [list(points[0])]
    for (x, y), (next_x, next_y) in pairwise(points):
        if (x, y) != (next_x, next_y):
            steps.append([next_x - x, next_y - y])
    return steps if len(steps) > 1 else [*steps, [0, 0]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
