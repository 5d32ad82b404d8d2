"""What an endpoint is: a method, a path, who may ask, and the function that answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.service import Service

Door = Literal["send", "read", "track", "open", "sdk"]
"""Whose key is asked for: a sender's, a reader's, the Track API's, nobody's; ``sdk`` is nobody's
too, and may be asked from the pages of other sites on this machine."""

Answer = Callable[[Service, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation; ``path`` is Starlette's, ``limited`` that reads of it are counted."""

    method: str
    path: str
    answer: Answer
    door: Door = "read"
    limited: bool = True
