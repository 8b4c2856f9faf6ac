"""Entry saving: a typed figure is stored, and the form is told what became of it."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import data
from dashboard.components.fact_columns import name_subject
from dashboard.components.links import fact_href, foreign, page_link
from dashboard.context import current_store
from dashboard.entry import FIELDS, Entry
from dashboard.wording import Wording
from tracker import InvalidFactError, StoredFact, StoreError


def save_entry(
    entry: Entry, errors: dict[str, str], speak: Wording
) -> tuple[StoredFact | None, Any]:
    """Stores the figure of a form.

    Args:
        entry: What was typed; without a fact nothing is stored.
        errors: Gains what the store refuses, by the name of its field.
        speak: The language.

    Returns:
        What was stored, or None, and a line that tells it.
    """
    values, fact = entry.values, entry.fact
    if fact is None:
        return None, None
    try:
        stored = current_store().add_by_hand(
            fact,
            author=values["author"],
            quote=entry.text,
            source=values["source"] or None,
            url=values["url"] or None,
            title=values["title"] or None,
            published=values["published"] or None,
            note=values["note"] or None,
        )
    except InvalidFactError as error:
        name = error.field if error.field in FIELDS else "figure"
        errors[name] = speak.say(error.reason)
        return None, entry_notice(
            speak.say("Nothing was stored yet. Mend the marked fields; the form is kept."),
            "problem",
        )
    except StoreError as error:
        return None, entry_notice(
            f"{error} {speak.say('Nothing was stored; the form is kept.')}", "problem"
        )
    words = (
        f"{name_subject(stored, speak)}: {speak.numbers.full(stored.fact.value, stored.fact.unit)}"
    )
    link = page_link(speak.say("Show it"), fact_href(speak, stored.key))
    another = html.Button(
        speak.say("Another like this"), className="link-button", type="button",
        **data(add="another"),
    )  # fmt: skip
    empty = html.Button(
        speak.say("Empty form"), className="link-button", type="button", **data(add="empty")
    )
    told = [speak.say("Stored: "), foreign(words), ". ", link, " · ", another, " · ", empty]
    return stored, entry_notice(told, "done")


def entry_notice(content: Any, kind: str) -> Component:
    """A line about the last try to save: `done` or `problem`."""
    return html.P(content, className=f"notice notice-{kind}")
