"""Whatever a document says stays text: nothing runs, nothing is fetched, all is shown."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Opener, serve_at
from tests.dashboard.facts import Told, make_store
from tracker import Document, Fact, FieldOrigin, How, Intake, IntakeKind, IntakeOutcome, Section

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    '<a href="javascript:alert(4)">here</a>',
    "![x](https://evil.example/x.png)",
    "javascript:alert(5) =HYPERLINK(1)",
    "<b>bold</b> &lt;i&gt; &amp;",
    "\u202egnp.exe\u202c \u200b",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """An app over documents whose every text is a payload, and the keys of their facts."""
    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    told = [
        Told(
            source=payload, published=f"20{20 + index}-01-01", title=payload, url=None,
            text=payload + " {4 million tonnes} " + payload,
            facts=(
                {
                    "value": 4e6 + index, "indicator": "freight_volume",
                    "period": f"20{20 + index}",
                    "subject": "middle_corridor", "attribution": payload, "period_text": payload,
                    "evidence": {"value": payload},
                },
            ),
        )
        for index, payload in enumerate(PAYLOADS)
    ]  # fmt: skip
    with make_store(path, told) as store:
        store.add(*_with_table())
        store.intake.note(
            Intake(place=payload, kind=kind, outcome=IntakeOutcome.REFUSED, reason="unreadable",
                   detail=payload)
            for payload in PAYLOADS
            for kind in (IntakeKind.UPLOAD, IntakeKind.ADDRESS, IntakeKind.MEMBER)
        )  # fmt: skip
        keys = [stored.key for stored in store.facts()]
    command = [sys.executable, "-m", "tracker", "serve", "--db", str(path)]
    with serve_at(command) as address:
        yield address, keys


def _with_table() -> tuple[Document, list[Fact]]:
    """A document of payloads in tables, releases, pages, its note and where its fields come from."""
    text, facts, sections, pages = "", [], [], []
    for number, payload in enumerate(PAYLOADS):
        start, cell = len(text), payload.replace("|", "/")
        pages.append(start)
        text += f"{payload}\n\n{cell} | {cell}\n{cell} | "
        facts.append(
            Fact(
                surface="4", start=len(text), end=len(text) + 1, value=4.0 + number,
                unit="tonne", indicator="freight_volume", subject="aktau_port", period="2023",
            )
        )  # fmt: skip
        text += "4\n\n"
        sections.append(Section(start=start, end=len(text) - 2, source=payload))
    said = [
        FieldOrigin(field=field, how=How.STATED, where=payload)
        for field, payload in zip(("title", "source", "language"), PAYLOADS[1:], strict=False)
    ]
    document = Document(
        text=text, title=PAYLOADS[0], source=PAYLOADS[1], language="en", note=PAYLOADS[2],
        found=tuple(said), pages=tuple(pages), sections=tuple(sections),
    )  # fmt: skip
    return document, facts


def test_foreign_text_acts_nowhere(open_page: Opener, hostile: tuple[str, list[str]]) -> None:
    address, keys = hostile
    shown = keys[: len(PAYLOADS) + 3]  # of those in tables a few
    paths = ["/", "/corridors", "/facts", "/documents", *(f"/fact/{key}" for key in shown)]
    paths += [f"/document/{number}" for number in range(1, len(PAYLOADS) + 2)]
    watched = open_page("/nowhere")
    watched.address = address
    page = watched.page
    for path in paths:
        watched.go(path)
        page.wait_for_timeout(150)
        injected = "img[src='x'], svg[onload], main script, a[href^='javascript'], main b b"
        assert page.locator(injected).count() == 0, path
        assert page.evaluate("document.querySelectorAll('iframe, object, embed').length") == 0
    watched.foreign = [url for url in watched.foreign if not url.startswith(address)]
    watched.assert_quiet()


def test_foreign_text_is_shown_letter_for_letter(
    open_page: Opener, hostile: tuple[str, list[str]]
) -> None:
    address, keys = hostile
    watched = open_page("/nowhere")
    watched.address = address
    shown = set()
    for key in keys[: len(PAYLOADS)]:
        watched.go(f"/fact/{key}")
        shown.add(watched.page.locator(".sentence").text_content())
    for payload in PAYLOADS[:-1]:
        assert any(payload in text for text in shown if text), payload
    assert any("‹U+202E›gnp.exe‹U+202C› ‹U+200B›" in text for text in shown if text)
    watched.go(f"/document/{len(PAYLOADS) + 1}")
    watched.page.locator(".text-table").nth(len(PAYLOADS) - 1).wait_for()
    whole = watched.page.locator("main").text_content() or ""
    for payload in PAYLOADS[:-1]:
        assert payload in whole
    watched.go("/documents")
    refused = watched.page.locator("#not-read").text_content() or ""
    for payload in PAYLOADS[:-1]:
        assert payload in refused
