"""Variants of annotated documents: other names, numbers, units and years in the same sentences.

    python tests/seeds/variants.py DOCUMENTS GOLD OUT [--count 20] [--seed 1]

DOCUMENTS is a folder of texts, GOLD a file of JSON lines (`file`, `lang`, `published`, `facts` with
`surface` and its `occurrence`). OUT gets the changed texts and a `seeds.jsonl` of the same shape,
whose expected facts are changed alike. What a reader gets right only because it knows the document
goes wrong in a variant of it.
"""

import argparse
import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Countries by id: noun, stem of the adjective, capital, two cities.
COUNTRIES = {
    "kz": ("Kasachstan", "kasach", "Astana", "Almaty", "Karaganda"),
    "uz": ("Usbekistan", "usbek", "Taschkent", "Samarkand", "Buchara"),
    "tj": ("Tadschikistan", "tadschik", "Duschanbe", "Chudschand", "Kulob"),
    "az": ("Aserbaidschan", "aserbaidschan", "Baku", "Gandscha", "Sumgait"),
    "am": ("Armenien", "armen", "Eriwan", "Gjumri", "Wanadsor"),
    "ge": ("Georgien", "georg", "Tiflis", "Kutaissi", "Rustawi"),
    "jp": ("Japan", "japan", "Tokio", "Osaka", "Nagoya"),
    "in": ("Indien", "ind", "Neu-Delhi", "Mumbai", "Kalkutta"),
    "cn": ("China", "chines", "Peking", "Schanghai", "Kanton"),
}
# Things by id: how they are written, in the same grammatical shapes.
THINGS = {
    "btk_railway": ["Baku-Tiflis-Kars-Eisenbahn", "Baku–Tiflis–Kars"],
    "rasht_astara_railway": ["Rascht-Astara-Eisenbahn", "Rascht–Astara"],
    "btc_pipeline": ["Baku-Tiflis-Ceyhan-Pipeline", "Baku–Tiflis–Ceyhan"],
    "baku_supsa_pipeline": ["Baku-Supsa-Pipeline", "Baku–Supsa"],
    "middle_corridor": ["Mittlere Korridor", "Mittleren Korridor"],
    "northern_corridor": ["Nördliche Korridor", "Nördlichen Korridor"],
}
SWAPS = [("btk_railway", "rasht_astara_railway"), ("btc_pipeline", "baku_supsa_pipeline"),
         ("middle_corridor", "northern_corridor")]  # fmt: skip
ALIASES = {"northern_corridor": {"Transkaspische Internationale Transportroute": "Nordkorridor"}}
UNITS = {"Tonnen": ("tonne", ["Tonnen", "Barrel"]), "US-Dollar": ("USD", ["US-Dollar", "Yuan"]),
         "Euro": ("EUR", ["Euro", "Pfund"])}  # fmt: skip
UNIT_IDS = {"Tonnen": "tonne", "Barrel": "barrel", "US-Dollar": "USD", "Yuan": "CNY",
            "Euro": "EUR", "Pfund": "GBP"}  # fmt: skip
_YEAR = re.compile(r"\b20[12]\d\b")
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")
_EQUAL = ("trade_turnover", "count", "duration")


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to change a document."""

    names: Mapping[str, str]
    ids: Mapping[str, str]
    units: Mapping[str, str]
    years: int


def make_plan(chance: random.Random) -> Plan:
    """Draw countries, things, units and a shift of the years."""
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    pool = list(COUNTRIES)
    chance.shuffle(pool)
    for old, new in zip(COUNTRIES, pool, strict=True):
        ids[old] = new
        for before, after in zip(COUNTRIES[old], COUNTRIES[new], strict=True):
            names[before] = after
    for old, new in SWAPS:
        if chance.random() < 0.6:
            ids[old] = new
            names |= dict(zip(THINGS[old], THINGS[new], strict=True))
            names |= ALIASES.get(new, {})
    # A name that holds another keeps it: "Baku–Tiflis–Kars" is no mention of Baku.
    for thing in THINGS.values():
        for name in thing:
            names.setdefault(name, name)
    units = {word: chance.choice(choices) for word, (_, choices) in UNITS.items()}
    return Plan(names=names, ids=ids, units=units, years=chance.randint(-6, 2))


def change_words(text: str, plan: Plan) -> str:
    """The text with names, units and years changed."""
    words = dict(plan.names)
    pattern = re.compile(
        "|".join(
            rf"{re.escape(word)}(?=(?:isch|er|en|s)?\w{{0,4}}\b)"
            if word[0].islower()
            else rf"\b{re.escape(word)}(?=s?\b)"
            for word in sorted(words, key=len, reverse=True)
        )
    )

    def swap(found: re.Match[str]) -> str:
        follows = text[found.end() : found.end() + 4]
        if found.group()[0].islower() and not follows.startswith("isch"):
            return found.group()
        return words[found.group()]

    text = pattern.sub(swap, text)
    for old, new in plan.units.items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return _YEAR.sub(lambda year: str(int(year.group()) + plan.years), text)


def change_number(surface: str, chance: random.Random) -> tuple[str, float]:
    """Another number of the same shape, and by what factor its value grew."""
    match = _DIGITS.search(surface)
    if match is None:
        return surface, 1.0
    digits = match.group()
    while True:
        new = "".join(
            chance.choice("123456789" if place == 0 or digits[place - 1] in ".," else "0123456789")
            if sign.isdigit()
            else sign
            for place, sign in enumerate(digits)
        )
        if _value(new) > 1:
            break
    return surface[: match.start()] + new + surface[match.end() :], _value(new) / _value(digits)


def _value(digits: str) -> float:
    return float(digits.replace(".", "").replace(",", "."))


def vary(
    text: str, facts: list[dict[str, Any]], plan: Plan, chance: random.Random
) -> tuple[str, list[dict[str, Any]]]:
    """The changed text and its expected facts."""
    places = []
    for fact in facts:
        starts = [m.start() for m in re.finditer(re.escape(fact["surface"]), text)]
        places.append((starts[fact["occurrence"]], fact))
    places.sort(key=lambda item: item[0])
    written, position, changed = "", 0, []
    for start, fact in places:
        written += change_words(text[position:start], plan)
        number, factor = change_number(fact["surface"], chance)
        surface = change_words(number, plan)
        new = change_fact(fact, surface, factor, plan)
        new["start"] = len(written)
        written += surface
        position = start + len(fact["surface"])
        changed.append(new)
    written += change_words(text[position:], plan)
    for fact in changed:
        starts = [m.start() for m in re.finditer(re.escape(fact["surface"]), written)]
        fact["occurrence"] = starts.index(fact.pop("start"))
    return written, changed


def change_fact(fact: dict[str, Any], surface: str, factor: float, plan: Plan) -> dict[str, Any]:
    """The expected fact after the change."""
    new = json.loads(json.dumps(fact))
    new["surface"], new["value"] = surface, round(fact["value"] * factor, 6)
    for old, (unit, _) in UNITS.items():
        if new["unit"] == unit and plan.units[old] in surface:
            new["unit"] = UNIT_IDS[plan.units[old]]
    for key in ("subject", "partner", "place"):
        new[key] = plan.ids.get(new.get(key) or "", new.get(key))
        also = new.get("also", {}).get(key)
        if also:
            new["also"][key] = [plan.ids.get(one or "", one) for one in also]
    ordered = (fact.get("subject") or "") < (fact.get("partner") or "")
    if ordered and new["indicator"] in _EQUAL and new["subject"] > new["partner"]:
        new["subject"], new["partner"] = new["partner"], new["subject"]
        also = new.get("also", {})
        for key, other in (("subject", "partner"), ("partner", "subject")):
            if key in fact.get("also", {}):
                also[other] = [plan.ids.get(one or "", one) for one in fact["also"][key]]
    if new.get("period"):
        new["period"] = _YEAR.sub(lambda year: str(int(year.group()) + plan.years), new["period"])
    if new.get("period_text"):
        new["period_text"] = change_words(new["period_text"], plan)
    if new.get("counted"):
        new["counted"] = change_words(new["counted"], plan)
    return dict(new)


def main() -> None:
    """Write the variants."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    gold = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    (given.out / "texts").mkdir(parents=True, exist_ok=True)
    lines = []
    for number in range(given.count):
        row = gold[number % len(gold)]
        plan = make_plan(chance)
        text, facts = vary(
            (given.documents / row["file"]).read_text("utf-8"), row["facts"], plan, chance
        )
        name = f"{number:02d}_{row['file']}"
        (given.out / "texts" / name).write_text(text, "utf-8")
        lines.append(json.dumps({**row, "file": name, "facts": facts}, ensure_ascii=False))
    (given.out / "seeds.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{given.count} variants in {given.out}")


if __name__ == "__main__":
    main()
