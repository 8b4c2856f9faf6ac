"""What changed, a list of one's own, and what waits: from a real database to words."""

from collections import Counter

import pytest

from dashboard.components.news import show_news
from dashboard.components.watching import watched_items
from dashboard.pages import overview
from dashboard.pages.overview import default_since, find_news, find_tasks
from dashboard.wording import Wording
from tests.dashboard.test_pages import text_of
from tracker import FactFilter, Store

pytestmark = pytest.mark.usefixtures("inside")


def test_what_was_published_since_a_day_is_told_with_its_numbers(
    store: Store, english: Wording
) -> None:
    news = store.changes("1990-01-01")
    words = text_of(show_news(news, english))
    assert news.n_facts == len(
        [one for one in store.facts(FactFilter()) if one.fact.published is not None]
    )
    assert f"{news.n_facts} new figures" in words
    assert f"{news.n_documents} new documents" in words
    for one in news.facts[:2]:
        assert f"/fact/{one.key}" in words


def test_of_one_document_few_figures_are_listed_where_others_are_new_too(
    store: Store, english: Wording
) -> None:
    news = store.changes("1990-01-01")
    listed = [one for one in news.facts if f"/fact/{one.key}" in text_of(show_news(news, english))]
    documents = [one.document_id for one in listed]
    assert max(Counter(one.document_id for one in news.facts).values()) > 2
    assert max(Counter(documents).values()) <= 2


def test_a_day_after_all_publications_says_that_nothing_is_new(english: Wording) -> None:
    words = text_of(find_news(english, "2500-01-01", "published"))
    assert "Nothing is new since 1 Jan 2500." in words


@pytest.mark.parametrize(("since", "by"), [("nonsense", "x"), (None, None), (["2020"], 5)])
def test_nonsense_falls_back_to_the_last_quarter(
    english: Wording, since: object, by: object
) -> None:
    assert text_of(find_news(english, since, by)) == text_of(
        find_news(english, default_since(), "published")
    )


def test_where_much_is_new_less_of_it_is_told_unasked(
    store: Store, inside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MOST_NEW", 4)
    days = sorted((one.fact.published or "" for one in store.facts()), reverse=True)
    assert overview._crowded_since() > days[4]
    monkeypatch.setattr(overview, "MOST_NEW", 10_000)
    assert overview._crowded_since() == ""


def test_a_watched_subject_tells_its_latest_figure_and_what_came_in(
    store: Store, english: Wording
) -> None:
    (new,) = watched_items(english, ("middle_corridor",), "1990-01-01T00:00:00Z")
    number = store.count(FactFilter(entity=("middle_corridor",)))
    words = text_of(new)
    assert "/entity/middle_corridor" in words
    assert f"{number} new figures" in words
    (seen,) = watched_items(english, ("middle_corridor",), "2500-01-01T00:00:00Z")
    assert "nothing new" in text_of(seen)
    (first,) = watched_items(english, ("middle_corridor",), "")
    assert "first visit" in text_of(first)


def test_what_is_no_subject_or_no_time_is_left_alone(english: Wording) -> None:
    assert watched_items(english, ("no_such_thing",), "") == []
    (one,) = watched_items(english, ("middle_corridor",), "yesterday")
    assert "first visit" in text_of(one)


def test_doubts_lead_to_the_review_of_their_reason(store: Store, english: Wording) -> None:
    tasks = {task.href: task.count for task in find_tasks(english)}
    for (reason, _), number in store.decisions.waiting_counts().items():
        assert tasks[f"/review?reason={reason}"] >= number
    assert tasks["/facts?review=unreviewed"] == store.summary().unreviewed
