"""Asks the service, without sending anything, whether a key can do what the toolkit needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum

from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import HOSTS, REGION, Endpoint
from inbox_toolkit.appapi.responses import ApiResponse, sanitize
from inbox_toolkit.errors import ToolkitError

WORKSPACES = "/v1/workspaces"

# What reads the toolkit makes, and what fails without each.
READS: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("/v1/messages", {"limit": "1"}, "read deliveries", "`inbox send` cannot follow"),
    ("/v1/snippets", {}, "read snippets", "`inbox fixtures pull-snippets` cannot work"),
    ("/v1/customers", {"email": "nobody@example.com"}, "look people up",
     "`inbox fixtures pull` cannot work"),
)  # fmt: skip

# Seconds; below this a wrong clock makes no difference to a send_at given in minutes.
TOLERATED_SKEW = 30


class CheckStatus(Enum):
    """How a check went."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do where it is not good.

    ``exit_code`` is what it would cost a command: 0 where nothing is bad.
    """

    status: CheckStatus
    message: str
    help: str = ""
    exit_code: int = 0


def check_service(
    api: AppApi,
    endpoint: Endpoint,
    open_api: Callable[[Endpoint], AppApi],
    now: Callable[[], float],
) -> Iterator[Check]:
    """Yield what is found about the key, its region, workspace and scopes, and the clock.

    ``open_api`` gives a client with the same key for another region; ``now`` is Unix time.
    """
    try:
        reply = api.get_response(WORKSPACES, "list the workspaces")
    except ToolkitError as error:
        yield _from_error(error)
        return
    yield from _clock(reply, now())
    try:
        document = api.get(WORKSPACES, "list the workspaces")
    except ToolkitError as error:
        yield _other_region(endpoint, open_api) or _from_error(error)
        return
    yield _workspaces(document.get("workspaces"), endpoint)
    for path, params, action, loss in READS:
        yield _scope(api, path, params, action=action, loss=loss)


def _scope(api: AppApi, path: str, params: dict[str, str], *, action: str, loss: str) -> Check:
    try:
        api.get(path, action, params=params)
    except ToolkitError as error:
        return Check(CheckStatus.WARNING, error.message, f"{error.help or ''}; without it {loss}")
    return Check(CheckStatus.GOOD, f"the key may {action}")


def _from_error(error: ToolkitError) -> Check:
    return Check(CheckStatus.BAD, error.message, error.help or "", error.exit_code)


def _workspaces(listed: object, endpoint: Endpoint) -> Check:
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    names = [sanitize(f"{one.get('name')} (id {one.get('id')})") for one in entries]
    where = ", ".join(names) or "a workspace without a name"
    return Check(CheckStatus.GOOD, f"the key is good in {endpoint.label}, for {where}")


def _other_region(endpoint: Endpoint, open_api: Callable[[Endpoint], AppApi]) -> Check | None:
    """Look whether a key that is not accepted here is good in the other region."""
    for region, base_url in HOSTS.items():
        if endpoint.base_url not in HOSTS.values() or base_url == endpoint.base_url:
            continue
        try:
            with open_api(Endpoint(base_url, region)) as other:
                other.get(WORKSPACES, "list the workspaces")
        except ToolkitError:
            continue
        return Check(
            CheckStatus.BAD, f"the key is good in region {region.upper()}, not in {endpoint.label}",
            f"set {REGION}={region}, or region in [send] of inbox.toml", 3,
        )  # fmt: skip
    return None


def _clock(reply: ApiResponse, now: float) -> Iterator[Check]:
    try:
        theirs = parsedate_to_datetime(reply.date or "").timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return
    skew = now - theirs
    if abs(skew) <= TOLERATED_SKEW:
        yield Check(CheckStatus.GOOD, "the clock agrees with the service's")
        return
    way = "ahead of" if skew > 0 else "behind"
    yield Check(
        CheckStatus.WARNING,
        f"the clock is {abs(skew):.0f} s {way} the service's",
        "set the machine's clock: --send-at and delivery times go wrong by as much",
    )
