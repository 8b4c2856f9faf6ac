"""One module for each page; the order here is the order of the navigation."""

from dashboard.page import Page
from dashboard.pages import (
    add,
    corridors,
    data,
    document,
    documents,
    entity,
    fact,
    facts,
    map,  # noqa: A004 - as the page is called
    not_found,
    overview,
    query,
    read,
    review,
    trade,
)

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    corridors.PAGE,
    trade.PAGE,
    map.PAGE,
    facts.PAGE,
    documents.PAGE,
    review.PAGE,
    read.PAGE,
    add.PAGE,
    entity.PAGE,
    fact.PAGE,
    document.PAGE,
    query.PAGE,
    data.PAGE,
    not_found.PAGE,
)
