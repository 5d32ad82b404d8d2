"""Messages and their headers, in whatever pieces they come."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.language_server.stdio import FrameError, FrameReader, frame

from tests.support.lsp_client import INBOX_LSP, LspClient


@given(st.lists(st.text(max_size=20), max_size=5), st.data())
def test_messages_are_read_as_they_were_written(texts: list[str], data: st.DataObject) -> None:
    messages = [json.dumps(text, ensure_ascii=False) for text in texts]
    stream = b"".join(frame(message) for message in messages)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    reader = FrameReader()
    found = [
        message.decode()
        for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)
        for message in reader.feed(stream[start:end])
    ]
    assert found == messages


@pytest.mark.parametrize(
    "header",
    [
        b"GET / HTTP/1.1",
        b"Content-Length: x",
        b"Content-Length: -1",
        b"Content-Length: 99999999999",
    ],
)
def test_a_header_without_a_length_is_refused(header: bytes) -> None:
    with pytest.raises(FrameError):
        list(FrameReader().feed(header + b"\r\n\r\n"))


def test_a_stream_that_is_no_protocol_ends_the_server(project: Path) -> None:
    with LspClient(project) as client:
        assert client.process.stdin
        client.process.stdin.write(b"hello\r\n\r\n")
        client.process.stdin.flush()
        assert client.process.wait(10) == 1
        assert client.process.stderr
        assert b"Traceback" not in client.process.stderr.read()


def test_a_server_without_streams_ends_with_a_sentence(project: Path) -> None:
    command = " ".join([*INBOX_LSP, "<&- >&-"])
    done = subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
