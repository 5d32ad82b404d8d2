"""The App API as tests want it: takes sends, and tells of each delivery what it is told to."""

import json
from dataclasses import dataclass, field
from urllib.parse import unquote

from tests.support.loopback import Scripted, Seen, as_json

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
NOT_FOUND = as_json({"errors": [{"detail": "resource not found", "status": "404"}]}, 404)


@dataclass
class ScriptedApi:
    """A route for ``Loopback``: keeps what was sent; ``stories`` says how deliveries go.

    A story is a list of ``metrics`` (None: not found yet); its last one repeats. ``failures`` holds
    failure messages. Both are by recipient.
    """

    sent: list[dict[str, object]] = field(default_factory=list)
    stories: dict[str, list[dict[str, int] | None]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Scripted] = field(default_factory=dict)

    def __call__(self, seen: Seen) -> Scripted:
        if seen.headers.get("authorization") != f"Bearer {KEY}":
            return as_json({"errors": [{"detail": "unauthorized", "status": "401"}]}, 401)
        if (seen.method, seen.path) == ("POST", "/v1/send/inbox_message"):
            return self._take(seen)
        if seen.path.startswith("/v1/messages/"):
            return self._tell(unquote(seen.path.removeprefix("/v1/messages/")))
        return Scripted(405)

    def _take(self, seen: Seen) -> Scripted:
        body = json.loads(seen.body)
        (person,) = body["identifiers"].values()
        if person in self.refused:
            return self.refused[person]
        self.sent.append(body)
        answer = {"delivery_id": f"{len(self.sent)}/{person}=", "queued_at": 1_768_467_600}
        if "send_at" in body:
            answer["send_at"] = body["send_at"]
        return as_json(answer)

    def _tell(self, delivery_id: str) -> Scripted:
        person = delivery_id.partition("/")[2].removesuffix("=")
        story = self.stories.get(person) or [{"sent": 1_768_467_602}]
        metrics = story.pop(0) if len(story) > 1 else story[0]
        if metrics is None:
            return NOT_FOUND
        failure = self.failures.get(person)
        return as_json(
            {"message": {"id": delivery_id, "metrics": metrics, "failure_message": failure}}
        )
