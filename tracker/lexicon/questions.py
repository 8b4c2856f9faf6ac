"""Questions: what people ask of the figures, each with its statement in SQL, ready to run.

`data/questions.toml` holds them, a table each, in the order in which they are shown:

    [sources]
    group = { de = "Redaktionen", en = "Newsrooms" }   # who asks so
    title.en = "Whose figures are these, and how recent are they?"
    text.en = "What to know before reading the answer."
    sql = "SELECT name FROM sources"                    # one statement, no semicolon behind it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tracker.lexicon.files import load_files, merge_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        name: Its id, lower-case words joined by `_`.
        group: Who asks so, by language code; neighbours of one group stand together.
        title: The question, by language code.
        text: What to know of the answer, by language code; `code` stands in backticks.
        sql: One statement over the public views.
    """

    name: str
    group: Mapping[str, str]
    title: Mapping[str, str]
    text: Mapping[str, str]
    sql: str


@cache
def load_questions() -> tuple[Question, ...]:
    """The packaged questions, in their order.

    Raises:
        LexiconError: The file is faulty.
    """
    found = []
    for name, table in merge_tables(load_files("questions")).items():
        found.append(
            Question(
                name=name,
                group=table.labels("group"),
                title=table.labels("title"),
                text={language: text.strip() for language, text in table.labels("text").items()},
                sql=table.text("sql").strip(),
            )
        )
        table.close()
    return tuple(found)
