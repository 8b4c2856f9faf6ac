"""Phrases of the made-up news: sentences with slots, names of things, and numbers in words."""

import random

MONTHS = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"),
        *("Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December"),
    ),
}
WORDS = {
    "de": {
        "months": "in den ersten {count} Monaten des Jahres {year}",
        "month": "im {month} {year}",
        "quarter": "im {number}. Quartal {year}",
        "year": "im Jahr {year}",
        "now": "derzeit",
        "by": "bis zum Jahr {year}",
        "pair": "{one} mit {other}",
        "percent": "Prozent",
        "and": "bis",
        "days": "Tage",
    },
    "en": {
        "months": "in the first {count} months of {year}",
        "month": "in {month} {year}",
        "quarter": "in quarter {number} of {year}",
        "year": "in {year}",
        "now": "at present",
        "by": "by {year}",
        "pair": "{one} with {other}",
        "percent": "percent",
        "and": "to",
        "days": "days",
    },
}
AMOUNTS = {
    "de": {
        "freight_volume": "Frachtaufkommen",
        "capacity": "Kapazität",
        "traffic": "Verkehr",
        "investment": "Investitionen",
        "transit_time": "Laufzeit",
        "length": "Länge",
        "revenue": "Einnahmen",
        "production": "Förderung",
        "reserves": "Vorräte",
        "power": "Leistung",
        "trade_turnover": "Handelsumsatz",
        "exports": "Ausfuhren",
        "imports": "Einfuhren",
        "economy": "Wirtschaftsleistung",
        "population": "Bevölkerung",
        "debt": "Schulden",
        "remittances": "Überweisungen",
    },
    "en": {
        "freight_volume": "freight volume",
        "capacity": "capacity",
        "traffic": "traffic",
        "investment": "investment",
        "transit_time": "transit time",
        "length": "length",
        "revenue": "revenue",
        "production": "production",
        "reserves": "reserves",
        "power": "power",
        "trade_turnover": "trade turnover",
        "exports": "exports",
        "imports": "imports",
        "economy": "gross domestic product",
        "population": "population",
        "debt": "debt",
        "remittances": "remittances",
    },
}
GOODS = {
    "de": {
        "containers": "in Containern",
        "trains": "Züge",
        "people": "Menschen",
        "agreements": "Abkommen",
        "crude_oil": "Rohöl",
        "natural_gas": "Erdgas",
        "electricity": "Strom",
        "grain": "Getreide",
        "oil_products": "Ölprodukte",
        "metals": "Metalle",
        "food": "Lebensmittel",
        "fertilizer": "Dünger",
        "cotton": "Baumwolle",
        "coal": "Kohle",
        "chemicals": "Chemikalien",
    },
    "en": {
        "containers": "in containers",
        "trains": "trains",
        "people": "people",
        "agreements": "agreements",
        "crude_oil": "of crude oil",
        "natural_gas": "of natural gas",
        "electricity": "of electricity",
        "grain": "of grain",
        "oil_products": "of oil products",
        "metals": "of metals",
        "food": "of food",
        "fertilizer": "of fertilizer",
        "cotton": "of cotton",
        "coal": "of coal",
        "chemicals": "of chemicals",
    },
}
# In the patterns | is the place of a figure.
LEVELS = {
    "de": {
        "plain": (
            "{who}: {what} {when} {hedge}|{goods}{says}.",
            "{when} kam {who} beim Posten {what} auf {hedge}|{goods}{says}.",
            "Nach einem ruhigen Beginn erreichte {who} {when} {hedge}|{goods} ({what}){says}.",
        ),
        "equivalent": "{when} kam {who} beim Posten {what} auf {hedge}| (|){says}.",
    },
    "en": {
        "plain": (
            "{who}: {what} {when} stood at {hedge}|{goods}{says}.",
            "{when}, the {what} of {who} came to {hedge}|{goods}{says}.",
            "After a slow start the {what} of {who} reached {hedge}|{goods} {when}{says}.",
        ),
        "equivalent": "{when}, the {what} of {who} came to {hedge}| (|){says}.",
    },
}
RANGES = {
    "de": "Für {who} wird {when} eine Laufzeit von | angegeben.",
    "en": "The passage along {who} takes | {when}.",
}
COUNTS = {
    "de": "Bei dem Treffen zu {who} wurden | Abkommen unterzeichnet.",
    "en": "At the meeting on {who}, | agreements were signed.",
}
PROMISES = {
    "de": "{who} soll {when} |{goods} erreichen ({what}), so der Plan.",
    "en": "{who} is to reach |{goods} {when} ({what}), according to the plan.",
}
WIDENINGS = {
    "de": "Das Ziel für {who} ({what}): {when} von | auf |{goods}.",
    "en": "The plan for {who} is to raise its {what} from | to |{goods} {when}.",
}
CHANGES = {
    "de": {
        True: "{what} von {who} stiegen {when} um | auf |{goods}.",
        False: "{what} von {who} fielen {when} um | auf |{goods}.",
    },
    "en": {
        True: "The {what} of {who} rose by | to |{goods} {when}.",
        False: "The {what} of {who} fell by | to |{goods} {when}.",
    },
}
SHARES = {
    "de": "{when} entfielen | auf diesen Posten{goods} ({what}, {who}), das sind | des Ganzen.",
    "en": "{when}, |{goods} ({what}, {who}) fell to this item, or | of the whole.",
}
SAYS = {"de": ", wie {name} mitteilte", "en": ", according to {name}"}
HEDGES = {
    "de": (
        *(("about", "rund "), ("about", "etwa "), ("over", "mehr als "), ("up_to", "bis zu ")),
        ("at_least", "mindestens "),
    ),
    "en": (
        *(("about", "about "), ("about", "nearly "), ("over", "more than "), ("up_to", "up to ")),
        ("at_least", "at least "),
    ),
}
FILLERS = {
    "de": (
        "Die Beteiligten würdigten die gute Zusammenarbeit und wollen sie vertiefen.",
        "Weitere Gespräche sind für den Herbst vorgesehen, hieß es nach der Sitzung.",
        "Fachleute verweisen auf die schwierige Lage an den Grenzen und auf fehlende Wagen.",
        "Die Strecke gilt als wichtige Verbindung zwischen Asien und Europa.",
    ),
    "en": (
        "Both sides praised their cooperation and agreed to deepen it further.",
        "Further talks are planned for the autumn, officials said after the session.",
        "Experts point to the difficult situation at the borders and to a lack of wagons.",
        "The route is regarded as an important link between Asia and Europe.",
    ),
}
_UNITS = {
    "de": {
        "tonne": "Tonnen",
        "TEU": "TEU",
        "EUR": "Euro",
        "USD": "US-Dollar",
        "cubic_meter": "Kubikmeter",
        "kilometer": "Kilometer",
        "megawatt": "Megawatt",
    },
    "en": {
        "tonne": "tonnes",
        "TEU": "TEU",
        "EUR": "euros",
        "USD": "dollars",
        "cubic_meter": "cubic metres",
        "kilometer": "kilometres",
        "megawatt": "megawatts",
    },
}
_SCALES = {
    "de": ((10**9, "Milliarden"), (10**6, "Millionen")),
    "en": ((10**9, "billion"), (10**6, "million")),
}
_GERMAN = str.maketrans(",.", ".,")


def number(value: float, decimals: int, language: str) -> str:
    """Digits as the language writes them, with groups of three."""
    written = f"{value:,.{decimals}f}"
    return written.translate(_GERMAN) if language == "de" else written


def stated(amount: float, unit: str, language: str, rng: random.Random) -> tuple[str, float]:
    """How a source writes an amount, rounded as it likes, and the value that this says."""
    words = _UNITS[language].get(unit, "")
    amount = max(amount, 1.0)
    digits = rng.choices((2, 3, 4, 6), (40, 35, 15, 10))[0]
    for scale, word in _SCALES[language]:
        if amount >= scale and digits < 6:
            decimals = max(0, digits - len(str(int(amount / scale))))
            tens = round(amount / scale * 10**decimals)
            written = number(tens / 10**decimals, decimals, language)
            return f"{written} {word} {words}".rstrip(), float(tens * scale // 10**decimals)
    whole = round(amount)
    step = 10 ** max(0, len(str(whole)) - max(digits, 3))
    whole = max(whole // step * step, 1)
    return f"{number(whole, 0, language)} {words}".rstrip(), float(whole)
