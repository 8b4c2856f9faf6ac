"""Readers that misbehave, each in its own way; they run in the limited process alone."""

import json
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from tracker.model.errors import ReadError
from tracker.readers.origins import Origin
from tracker.readers.reading import Reading

_served = 0


def say(data: bytes, name: str, encoding: str | None) -> Reading:
    """A reader that does as it should, and tells which process it ran in."""
    global _served
    _served += 1
    origin = Origin(
        title=f"{_served}",
        source=name,
        published="2024-07",
        language="de",
        url="https://a.example/",
    )
    text = data.decode(encoding or "utf-8", "surrogatepass")
    return Reading(text=text, note=str(os.getpid()), origin=origin, pages=(0, len(text)))


def loop(data: bytes, name: str, encoding: str | None) -> Reading:
    """Works for ever."""
    while True:
        pass


def sleep(data: bytes, name: str, encoding: str | None) -> Reading:
    """Waits for ever."""
    while True:
        time.sleep(1)


def work(data: bytes, name: str, encoding: str | None) -> Reading:
    """Works for as many seconds as the document says."""
    end = time.process_time() + float(data)
    while time.process_time() < end:
        pass
    return Reading(text="done", note=str(os.getpid()))


def eat(data: bytes, name: str, encoding: str | None) -> Reading:
    """Takes all memory, in small pieces."""
    eaten = []
    while True:
        eaten.append(bytes(1_000_000))


def eat_at_once(data: bytes, name: str, encoding: str | None) -> Reading:
    """Takes all memory, and hides why it failed."""
    try:
        return Reading(text="x" * 2_000_000_000)
    except MemoryError as error:
        raise ValueError("something else") from error


def eat_in_c(data: bytes, name: str, encoding: str | None) -> Reading:
    """Takes all memory where a library calls that an error of the document."""
    etree = import_module("lxml.etree")
    page = b"<a>" + b"<b c='1'/>" * 3_000_000 + b"</a>"
    parser = etree.XMLParser(huge_tree=True)
    try:
        trees = [etree.fromstring(page, parser) for _ in range(20)]
    except etree.XMLSyntaxError as error:
        if data == b"wrapped":
            raise ReadError(name, "unreadable", "the page is damaged.") from error
        raise
    return Reading(text=f"{len(trees)}")


def grow(data: bytes, name: str, encoding: str | None) -> Reading:
    """Leaves much behind, as far as it may."""
    bytearray(400_000_000)
    return Reading(text="grown", note=str(os.getpid()))


def die(data: bytes, name: str, encoding: str | None) -> Reading:
    """Ends by the signal that the document says."""
    os.abort() if data == b"abort" else signal.raise_signal(int(data))
    return Reading(text="alive")


def leave(data: bytes, name: str, encoding: str | None) -> Reading:
    """Ends the process as if all were well."""
    sys.exit(0)


def speak(data: bytes, name: str, encoding: str | None) -> Reading:
    """Prints, and asks to be typed to."""
    print("said aloud", flush=True)
    os.write(1, b"said aloud")
    os.write(2, b"said aloud")
    return Reading(text=f"heard {sys.stdin.read()!r}")


def babble(data: bytes, name: str, encoding: str | None) -> Reading:
    """Writes the document wherever something can be written."""
    for number in range(64):
        try:
            os.write(number, data)
        except OSError:
            continue
    os._exit(0)


def answer(data: bytes, name: str, encoding: str | None) -> Reading:
    """Answers with a well-formed frame whose one reading is the document."""
    told = json.loads(data)
    body = told.pop("text", "text").encode("latin-1")
    outer = told.pop("outer", {})
    head = json.dumps({"readings": [{"size": len(body), **told}], **outer}).encode()
    return babble(struct.pack(">II", len(head), len(body)) + head + body, name, encoding)


def whole_answer(**changes: Any) -> bytes:
    """A document for `answer`: a reading like any other but for what is changed."""
    origin = dict.fromkeys(("title", "source", "published", "language", "url"))
    usual = {"note": None, "origin": origin, "pages": [], "places": {}}
    return json.dumps({**usual, **changes}).encode()


def several(data: bytes, name: str, encoding: str | None) -> Reading:
    """A reader of a file that holds a document a line."""
    lines = data.decode().splitlines()
    parts = tuple(
        Reading(text=line, origin=Origin(title=line[:9]), places={"title": "its line"})
        for line in lines
    )
    return Reading(text="", note="a list", parts=parts)


def no_reading(data: bytes, name: str, encoding: str | None) -> Any:
    """Gives back something else."""
    return {"text": "text"}


def missing_key(data: bytes, name: str, encoding: str | None) -> Reading:
    """Has a fault."""
    known: dict[str, Reading] = {}
    return known["secret words of the document"]


def recurse(data: bytes, name: str, encoding: str | None) -> Reading:
    """Calls itself."""
    return recurse(data, name, encoding)


def refuse(data: bytes, name: str, encoding: str | None) -> Reading:
    """Refuses the document on purpose."""
    raise ReadError("another name", "encrypted", "it needs a password;\n save it without one.")


def refuse_strangely(data: bytes, name: str, encoding: str | None) -> Reading:
    """Refuses it with a word that is none of the list."""
    raise ReadError(name, "because", "no.")


def swell(data: bytes, name: str, encoding: str | None) -> Reading:
    """Makes much out of little."""
    return Reading(text="x" * int(data))


def write(data: bytes, name: str, encoding: str | None) -> Reading:
    """Writes the file that the document names."""
    Path(data.decode()).write_bytes(b"written")
    return Reading(text="written")


def write_through(data: bytes, name: str, encoding: str | None) -> Reading:
    """Writes to a file as a library in C would: past the checks of the interpreter."""
    number = os.memfd_create("x")
    os.write(number, b"written")
    return Reading(text="written")


def call(data: bytes, name: str, encoding: str | None) -> Reading:
    """Asks another process."""
    subprocess.run(["true"], check=True)
    return Reading(text="called")


def connect(data: bytes, name: str, encoding: str | None) -> Reading:
    """Asks the network."""
    socket.create_connection(("127.0.0.1", int(data)), timeout=1).close()
    return Reading(text="connected")


def tell(data: bytes, name: str, encoding: str | None) -> Reading:
    """Its surroundings as JSON."""
    names = ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_CORE")
    limits = {one: resource.getrlimit(getattr(resource, one)) for one in names}
    told = {
        "variables": sorted(os.environ),
        "limits": limits,
        "path": sys.path,
        "cwd": str(Path.cwd()),
    }
    return Reading(text=json.dumps(told))
