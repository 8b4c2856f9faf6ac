"""Views of amounts of money in one currency."""

MONEY_VIEWS: dict[str, str] = {}
