"""Reason words: why something was not read, and what a person can do about it."""

from collections.abc import Mapping

from dashboard.wording import Wording

_LABELS: Mapping[str, str] = {
    "too_large": "There is too much in it to be read; split it, or save its text as a .txt file.",
    "too_slow": "Reading it takes too long; save its text as a .txt file.",
    "wrong_type": "The file is not what its name says; save its text as a .txt file.",
    "unreadable": "The file is damaged or made in an unknown way; save its text as a .txt file.",
    "encrypted": "The file is protected by a password; save it without one.",
    "busy": "Other files are being read; try again in a minute.",
    "bad_encoding": "The signs of this file cannot be made out; save it as UTF-8.",
    "no_text": "There is no text in it; if it is a scan, run text recognition (OCR) first.",
    "missing": "It is not there any more; look for its new place.",
    "not_allowed": "It must not be read; ask its owner, or take another way to it.",
    "duplicate": "It is stored already.",
    "disk_full": "The disk is full; free some space and read it again.",
    "read_only": "The database cannot be written; read it again once it can.",
}


def say_reason(reason: str | None, wording: Wording) -> str:
    """What happened and what to do, for a reason word; empty where there is none of these."""
    text = _LABELS.get(reason or "")
    return wording.say(text) if text else ""
