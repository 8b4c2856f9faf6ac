"""Make the mails that tests read: `python tests/corpus/documents/make_eml.py`."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

HERE = Path(__file__).parent / "eml"


def _mail(subject: str, sender: str, date: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["From"], mail["Date"] = subject, sender, date
    mail["To"] = "press@example.org"
    return mail


def main() -> None:
    """Write all of them beside this script."""
    plain = _mail(
        "Port of Aktau handles more containers",
        "Port of Aktau <news@example.org>",
        "Fri, 12 Jul 2024 23:30:00 +0500",
    )
    plain.set_content(
        "In 2023 the port of Aktau handled 1.8 million tonnes of freight.\n\n"
        "Container traffic rose by 40 percent.\n\n-- \nPress office, phone 555 12 34\n"
    )

    typical = _mail(
        "Bahngüterverkehr durch Georgien wächst",
        '"Georgische Eisenbahn, Presse" <presse@example.org>',
        "Mon, 05 Feb 2024 09:00:00 +0400",
    )
    typical.set_content("\n")
    typical.add_alternative(
        """<html><head><style>p { color: red }</style></head><body>
<div style="display:none">Vorschau 99 Prozent</div>
<table><tr><td><h1>Mehr Güter auf der Schiene</h1>
<p>Im Jahr 2023 stieg der Güterverkehr um 6&nbsp;Prozent<sup>1</sup>.<br>Das ist mehr als 2022.</p>
<ul><li>Container: 76.000</li><li>Öl: 1,2 Millionen Tonnen</li></ul>
<table><tr><th>Land</th><th>2023</th></tr><tr><td>Georgien</td><td>5 %</td></tr></table></td></tr></table>
<blockquote type="cite">Alt: 88 Prozent</blockquote></body></html>""",
        subtype="html",
    )
    typical.add_attachment(b"a;b", maintype="text", subtype="csv", filename="Zahlen 2023.csv")

    inner = _mail(
        "Korridor in Zahlen", "Trend <trend@example.org>", "Tue, 02 Jan 2024 10:00:00 +0000"
    )
    inner.set_content("Im Jahr 2023 wurden 2,7 Millionen Tonnen befördert.\n", cte="8bit")
    nasty = _mail("WG: Zahlen\u202e", "news@example.org", "Wed, 31 Jan 2024 24:61:00 +9900")
    nasty.set_content(
        "Der Handel wuchs 2023 um 12 \nProzent.\n\nAm 1. Januar 2024 schrieb Max <m@x.org>:\n"
        "> Er wuchs um 99 Prozent.\n>> Oder um 98.\n",
        cte="quoted-printable",
    )
    nasty.replace_header("Content-Type", 'text/plain; charset="punycode"; format=flowed')
    nasty.make_mixed()
    nasty.add_attachment(inner)
    for head in (plain, typical, nasty, inner):
        for number, part in enumerate(head.walk()):
            if part.is_multipart() and part.get_content_maintype() == "multipart":
                part.set_boundary(f"part-{number}-of-the-mail")
    for name, mail in (("plain", plain), ("typical", typical), ("nasty", nasty)):
        (HERE / f"{name}.eml").write_bytes(mail.as_bytes())


if __name__ == "__main__":
    main()
