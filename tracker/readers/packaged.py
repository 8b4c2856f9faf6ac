"""The documents that come with the package: what the demo reads."""

from pathlib import Path

from tracker.model.errors import ReadError


def packaged_documents() -> Path:
    """Their folder: inside the installed package, else beside it.

    An editable install leaves a stale copy elsewhere, so the place of the imported package counts.

    Raises:
        ReadError: They are missing from this installation.
    """
    package = Path(__file__).resolve().parents[1]
    for home in (package, package.parent):
        folder = home / "seeds" / "documents"
        if folder.is_dir():
            return folder
    raise ReadError(
        package / "seeds",
        "missing",
        "the documents of the demo are missing from this installation; install it anew.",
    )
