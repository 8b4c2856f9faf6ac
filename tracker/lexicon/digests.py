"""Digests: what tells one set of data files from another."""

import hashlib
from functools import cache
from pathlib import Path

from tracker.lexicon.files import DATA


@cache
def data_digest(folder: Path | None = None) -> str:
    """Sixteen signs that change with any data file, of the package or of a user's own folder.

    Names and bytes of all TOML and JSON files count. A run of the program reads them once, so the
    answer is kept.
    """
    digest = hashlib.sha256()
    for root in (DATA, folder):
        found = [] if root is None else sorted(root.rglob("*"))
        for path in found:
            if path.suffix in {".toml", ".json"} and path.is_file():
                name = path.relative_to(root or path).as_posix()
                digest.update(hashlib.sha256(name.encode("utf-8", "backslashreplace")).digest())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        digest.update(b"|")
    return digest.hexdigest()[:16]
