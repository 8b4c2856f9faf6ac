"""Made-up promises, as the ledger follows them."""

from itertools import count
from typing import Any

from tracker import FollowedTarget

_ids = count(9001)


def promised(value: float, year: str | None, published: str = "2024-01-01", **more: Any) -> Any:
    """A target of the Middle Corridor's freight, in tonnes, open unless something else is said."""
    number = more.pop("fact_id", None) or next(_ids)
    fields: dict[str, Any] = dict.fromkeys(FollowedTarget.__dataclass_fields__)
    fields |= {
        "subject": "middle_corridor", "indicator": "freight_volume", "value": value,
        "unit": "tonne", "bound": "exact", "base_value": value, "base_low": value,
        "base_high": value, "base_unit": "tonne", "period": year, "horizon": year and f"{year}-12-31",
        "statement": 1, "state": "open" if year else "undated", "is_current": 1,
        "published": published, "source": "News", "surface": str(value), "review": "unreviewed",
        "rank": "normal", "confidence": 1.0, "fact_id": number,
        "fact_key": f"000000000000:{number}-{number + 1}", "document_id": 1,
    }  # fmt: skip
    return FollowedTarget(**(fields | more))
