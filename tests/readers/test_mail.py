"""Mails become the text of their writer, or are refused with a reason."""

import time

import pytest

from tests.readers.office_checks import (
    CORPUS,
    check_document,
    check_mutations,
    check_text,
    flipped,
    refusal,
)
from tracker.readers.mail import MAX_LINES, MAX_PARTS, read_mail
from tracker.readers.reading import Reading

FOLDER = CORPUS / "eml"
HEAD = b"Subject: Zahlen\r\nFrom: Trend <a@example.org>\r\n"


def _read(data: bytes, encoding: str | None = None) -> Reading:
    reading = read_mail(data, "it", encoding)
    check_text(reading)
    return reading


@pytest.mark.parametrize("name", ["plain", "typical", "nasty"])
def test_document_reads_as_expected(name: str) -> None:
    check_document(read_mail, FOLDER / f"{name}.eml")


def test_page_is_read_where_the_plain_form_is_empty() -> None:
    reading = _read((FOLDER / "typical.eml").read_bytes())
    assert reading.text == (
        "Mehr Güter auf der Schiene\n\n"
        "Im Jahr 2023 stieg der Güterverkehr um 6\u00a0Prozent ¹.\nDas ist mehr als 2022.\n\n"
        "Container: 76.000\nÖl: 1,2 Millionen Tonnen\n\n"
        "Land | 2023\nGeorgien | 5 %"
    )
    assert reading.note == (
        'Read without its 1 attachment: "Zahlen 2023.csv". '
        "Text quoted from earlier mails was left out."
    )


def test_forwarded_mail_is_read_and_quotes_are_not() -> None:
    reading = _read((FOLDER / "nasty.eml").read_bytes())
    assert reading.text == (
        "Der Handel wuchs 2023 um 12 Prozent.\n\nKorridor in Zahlen\n\n"
        "Im Jahr 2023 wurden 2,7 Millionen Tonnen befördert."
    )
    assert reading.note == (
        "It is not in punycode, as it says; read by its bytes. Text quoted from earlier mails "
        "was left out. It holds 1 forwarded mail, read with it under the date of this one."
    )


def test_signature_is_left_out_and_day_is_the_senders() -> None:
    reading = _read((FOLDER / "plain.eml").read_bytes())
    assert "555" not in reading.text
    assert reading.note == "Its signature was left out."
    assert reading.origin.published == "2024-07-12"


@pytest.mark.parametrize(
    "date", ["", "gestern", "Fri, 99 Jul 2024", "1 Jan 99999", "(" * 3000, "\x00", "0"]
)
def test_faulty_date_is_none(date: str) -> None:
    reading = _read(HEAD + b"Date: " + date.encode() + b"\r\n\r\nText.")
    assert reading.origin.published is None


def test_headers_in_bare_utf_8_and_in_encoded_words_are_read() -> None:
    bare = "Subject: Güter\r\nFrom: Büro <a@x.org>\r\n\r\nText.".encode()
    assert (_read(bare).origin.title, _read(bare).origin.source) == ("Güter", "Büro")
    coded = b"Subject: =?utf-8?q?G=C3=BCter?=\r\nFrom: a@x.org\r\n\r\nText."
    assert (_read(coded).origin.title, _read(coded).origin.source) == ("Güter", None)
    assert _read(b"Subject: \xff\xfe\r\n\r\nText.").origin.title is None


@pytest.mark.parametrize(
    ("charset", "body", "note"),
    [
        ("iso-8859-1", b"G\xfcter", None),
        ("windows-1251", "Грузы".encode("cp1251"), None),
        ("us-ascii", "Güter".encode(), "It is not in us-ascii, as it says; read by its bytes."),
        ("no-such", b"G\xfcter", "It is not in no-such, as it says; read by its bytes."),
        ("utf-8", b"G\xfcter", "It is not in utf-8, as it says; read by its bytes."),
        ("utf-7", b"+2AA-", "It is not in utf-7, as it says; read by its bytes."),
        ("rot13", b"Gueter", "It is not in rot13, as it says; read by its bytes."),
    ],
)
def test_charset_is_followed_or_its_fault_noted(
    charset: str, body: bytes, note: str | None
) -> None:
    reading = _read(HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + body)
    assert reading.note == note


def test_text_in_no_known_charset_is_refused() -> None:
    head = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    body = "Грузооборот вырос".encode("cp1251")
    assert refusal(read_mail, head + body).reason == "bad_encoding"
    assert _read(head + body, "cp1251").text == "Грузооборот вырос"
    assert refusal(read_mail, head + b"a\x00b").reason in {"wrong_type", "unreadable"}


def test_lines_broken_for_the_way_are_put_together() -> None:
    head = HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n"
    assert _read(head + b"4,5 \r\nMillionen \r\nTonnen\r\n From\r\n").text == (
        "4,5 Millionen Tonnen\nFrom"
    )


@pytest.mark.parametrize("introduction", ["On Monday Max wrote:", "Am Montag schrieb Max:"])
def test_quotes_go_with_their_introduction(introduction: str) -> None:
    reading = _read(HEAD + f"\r\nMein Text\r\n\r\n{introduction}\r\n> alt\r\n".encode())
    assert reading.text == "Mein Text"
    assert "quoted" in refusal(read_mail, HEAD + b"\r\n> alt\r\n").detail


def test_other_things_are_told_apart() -> None:
    assert refusal(read_mail, b"").reason == "no_text"
    assert refusal(read_mail, b"Just a text: of two\n\nlines").reason == "wrong_type"
    assert refusal(read_mail, b"%PDF-1.7").reason == "wrong_type"
    assert refusal(read_mail, b"\xd0\xcf\x11\xe0\xa1\xb1").reason == "wrong_type"
    assert refusal(read_mail, HEAD + b"\r\n\r\n").reason == "no_text"
    locked = b"Content-Type: multipart/encrypted; boundary=a\r\n\r\n--a\r\n\r\nx\r\n--a--"
    assert refusal(read_mail, HEAD + locked).reason == "encrypted"
    smime = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx"
    assert refusal(read_mail, HEAD + smime).reason == "encrypted"


def _nested(depth: int) -> bytes:
    return b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )


def test_numbers_of_parts_and_lines_are_bounded() -> None:
    assert refusal(read_mail, HEAD + _nested(MAX_PARTS + 1)).reason == "too_large"
    assert refusal(read_mail, HEAD + b"\n" * (MAX_LINES + 1)).reason == "too_large"
    assert refusal(read_mail, HEAD + _nested(60) + b"\n" * 200_000).reason == "too_large"
    letters = b"Content-Type: message/rfc822\r\n\r\n" * (MAX_PARTS + 1)
    assert refusal(read_mail, HEAD + letters).reason == "too_large"


def _page(page: str) -> bytes:
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a<p>b<script>c</script><!-- d -->", "a\n\nb"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "a\n\nb\n\nc"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"),
        ("5,3<sup>2</sup> t&#0;&#xd800;", "5,3² t"),
        ("a&nbsp;b<s>c</s><span hidden>d</span>", "a\u00a0b"),
    ],
)
def test_pages_become_text(page: str, text: str) -> None:
    assert _read(_page(page)).text.replace("\ufffd", "").strip() == text


@pytest.mark.parametrize(
    "data",
    [
        HEAD + _nested(MAX_PARTS - 5) + b"\n" * (MAX_LINES // 2 - 500),
        HEAD + _nested(35) + b"\n" * (MAX_LINES - 500),
        _page("<p " + " ".join(f'a{n}=">"' for n in range(100_000)) + ">x"),
        b"Subject: " + b"(" * 1_000_000 + b"\n\ntext",
        b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\ntext",
        b"From: " + b"a," * 500_000 + b"\n\ntext",
        HEAD + b"Content-Type: text/plain" + b"; a=b" * 200_000 + b"\n\ntext",
        HEAD + b"\n" + b" " * 4_000_000 + b"x",
        HEAD + b"\n" + b"> a\nOn wrote\n" * 50_000,
        _page("<div>" * 100_000),
        _page("<table><tr><td>" * 20_000 + "x"),
        _page("a" + " " * 3_000_000 + "b<p>" * 10),
        _page("<i>" * 150_000 + "x"),
        _page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x"),
    ],
    ids=[
        "parts",
        "lines",
        "signs",
        "comment",
        "words",
        "senders",
        "settings",
        "blanks",
        "quotes",
        *"abcde",
    ],
)
def test_nasty_mails_take_a_moment(data: bytes) -> None:
    start = time.process_time()
    check_mutations(read_mail, iter([data]))
    assert time.process_time() - start < 8


def test_a_mail_with_a_large_attachment_is_read() -> None:
    packed = b"\r\n".join([b"QUJDREVG" * 9] * 220_000)
    data = (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTrade grew.\r\n--b\r\n"
        b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + packed + b"\r\n--b--\r\n"
    )  # fmt: skip
    assert len(data) > 15_000_000
    reading = _read(data)
    assert reading.text == "Trade grew."
    assert "a.pdf" in (reading.note or "")


def test_changed_bytes_read_or_are_refused() -> None:
    for number, name in enumerate(("plain", "typical", "nasty")):
        data = (FOLDER / f"{name}.eml").read_bytes()
        read, _ = check_mutations(read_mail, flipped(data, 200, number))
        assert read
