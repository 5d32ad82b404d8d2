"""Who asks: App API keys, service accounts' tokens, and what each of them may do."""

import re
from dataclasses import dataclass, field

from starlette.datastructures import Headers

from inbox_toolkit.sandbox.wire_errors import NO_WORKSPACE, Shape, refused_send, unauthorized

SERVICE_PREFIXES = ("sa_live_", "sa_sandbox_")
_BEARER = re.compile(r"bearer[ ]+([!-~]{1,4096})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that are good; with none named, every key is, as there is nothing to protect."""

    accepted: frozenset[str] = field(default=frozenset(), repr=False)

    def check_read(self, headers: Headers) -> str:
        """Return the key of a read; raises RefusalError. A service account may only send."""
        key = self._key(headers, "errors")
        if key.startswith(SERVICE_PREFIXES):
            raise unauthorized("errors")
        return key

    def check_send(self, headers: Headers, shape: Shape) -> str:
        """Return the key of a send; a service account has to name its workspace as a number."""
        key = self._key(headers, shape)
        workspace = headers.get("x-workspace-id", "")
        if key.startswith(SERVICE_PREFIXES) and not re.fullmatch(r"[0-9]{1,18}", workspace):
            raise refused_send(NO_WORKSPACE)
        return key

    def check_basic(self, headers: Headers) -> None:
        """Check the Track API's ``Basic`` key: any is good, none is not; raises RefusalError."""
        kind, _, rest = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic" or not rest.strip():
            raise unauthorized("meta")

    def _key(self, headers: Headers, shape: Shape) -> str:
        found = _BEARER.fullmatch(headers.get("authorization", "").strip())
        if found is None or (self.accepted and found[1] not in self.accepted):
            raise unauthorized(shape)
        return found[1]
