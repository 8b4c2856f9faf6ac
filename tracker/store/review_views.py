"""Views of what people decided about figures, and what waits for them."""

REVIEW_VIEWS: dict[str, str] = {}
