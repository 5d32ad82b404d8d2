"""Messages over pipes: each behind a header with its length, as editors speak to a process."""

import asyncio
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import suppress

from inbox_toolkit.language_server.server import serve_messages

log = logging.getLogger(__name__)

STDIN, STDOUT, STDERR = 0, 1, 2
MAX_MESSAGE_BYTES = 64 * 1024 * 1024
"""Bytes of the largest message that is read."""
_HEADER_END = b"\r\n\r\n"


class FrameError(Exception):
    """What a client sent has no length where one must be: the rest cannot be read either."""


class FrameReader:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the messages that are complete with these bytes; raises FrameError."""
        self._held += data
        while (end := self._held.find(_HEADER_END)) >= 0:
            start = end + len(_HEADER_END)
            length = _content_length(bytes(self._held[:end]))
            if len(self._held) < start + length:
                return
            message = bytes(self._held[start : start + length])
            del self._held[: start + length]
            yield message


def frame(message: str) -> bytes:
    """Return a message with its header."""
    body = message.encode("utf-8", "backslashreplace")
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _content_length(header: bytes) -> int:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
            if length <= MAX_MESSAGE_BYTES:
                return length
    raise FrameError("expected a header with Content-Length")


def serve_stdio() -> int:
    """Serve the client at the other end of stdin and stdout; return the exit code.

    It is 0 after ``shutdown`` and ``exit``, 1 where the client went without them.
    """
    output = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)  # what is printed must not disturb messages
    try:
        return asyncio.run(_serve(STDIN, output))
    finally:
        os.close(output)


async def _serve(source: int, output: int) -> int:
    messages: asyncio.Queue[bytes | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        """Hand on what comes in; on a thread of its own, since a read waits."""
        frames = FrameReader()
        with suppress(RuntimeError):  # the loop has ended
            try:
                while data := os.read(source, 65_536):
                    for message in frames.feed(data):
                        loop.call_soon_threadsafe(messages.put_nowait, message)
            except (FrameError, OSError) as error:
                log.error("stdin: %s", error)
            loop.call_soon_threadsafe(messages.put_nowait, None)

    async def send(message: str) -> None:
        left = memoryview(frame(message))
        try:
            while left:
                left = left[os.write(output, left) :]
        except OSError:  # the client is gone
            messages.put_nowait(None)

    threading.Thread(target=read, daemon=True, name="stdin").start()
    return await serve_messages(messages.get, send)
