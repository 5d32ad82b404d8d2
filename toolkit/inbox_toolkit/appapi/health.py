"""Checks, without sending anything, whether a key can do what the toolkit needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum

from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import HOSTS, REGION, Endpoint
from inbox_toolkit.appapi.responses import ApiResponse
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ToolkitError

WORKSPACES = "/v1/workspaces"

# The reads that the toolkit makes, and what fails without each.
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
    """One thing checked: what was found, and what to do about it.

    ``exit_code`` is the exit code a command would fail with, 0 if nothing is bad.
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
    """Check the key, its region, workspace and scopes, and the clock.

    ``open_api`` gives a client with the same key for another region; ``now`` is Unix time. A check
    that fails ends the others only if they would fail for the same reason.
    """
    try:
        response = api.get_response(WORKSPACES, "list the workspaces")
    except ToolkitError as error:
        yield _from_error(error)
        return
    yield from _clock(response, now())
    try:
        document = api.get(WORKSPACES, "list the workspaces")
    except CredentialsError as error:
        yield _other_region(endpoint, open_api) or _from_error(error)
        return
    except ToolkitError as error:
        yield _from_error(error)
    else:
        yield _workspaces(api, document.get("workspaces"), endpoint)
    for path, params, action, loss in READS:
        yield _scope(api, path, params, action=action, loss=loss)


def check_reachable(api: AppApi, endpoint: Endpoint, now: Callable[[], float]) -> Iterator[Check]:
    """Check that the service answers, whatever it thinks of the key, and the clock."""
    try:
        response = api.get_response(WORKSPACES, "reach the service")
    except ToolkitError as error:
        yield _from_error(error)
        return
    yield Check(CheckStatus.GOOD, f"the service answers in {endpoint.label}")
    yield from _clock(response, now())


def _scope(api: AppApi, path: str, params: dict[str, str], *, action: str, loss: str) -> Check:
    try:
        api.get(path, action, params=params)
    except ToolkitError as error:
        return Check(CheckStatus.WARNING, error.message, f"{error.help or ''}; without it {loss}")
    return Check(CheckStatus.GOOD, f"the key may {action}")


def describe_key(api: AppApi, endpoint: Endpoint) -> str:
    """Return where a key is valid, and for which workspaces.

    Raises CredentialsError for a key that is not accepted, and what else ``AppApi.get`` raises.
    """
    try:
        document = api.get(WORKSPACES, "list the workspaces")
    except ForbiddenError:
        return f"the key is valid in {endpoint.label}, and may not list its workspaces"
    return _workspaces(api, document.get("workspaces"), endpoint).message


def _from_error(error: ToolkitError) -> Check:
    return Check(CheckStatus.BAD, error.message, error.help or "", error.exit_code)


def _workspaces(api: AppApi, listed: object, endpoint: Endpoint) -> Check:
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    names = [api.sanitize(f"{one.get('name')} (id {one.get('id')})") for one in entries[:20]]
    where = ", ".join(names) or "a workspace without a name"
    return Check(CheckStatus.GOOD, f"the key is valid in {endpoint.label}, for {where}")


def _other_region(endpoint: Endpoint, open_api: Callable[[Endpoint], AppApi]) -> Check | None:
    """Check whether a key that is not accepted here is valid in the other region."""
    for region, base_url in HOSTS.items():
        if endpoint.base_url not in HOSTS.values() or base_url == endpoint.base_url:
            continue
        try:
            with open_api(Endpoint(base_url, region)) as other:
                other.get(WORKSPACES, "list the workspaces")
        except ToolkitError:
            continue
        return Check(
            CheckStatus.BAD,
            f"the key is valid in region {region.upper()}, not in {endpoint.label}",
            f"set {REGION}={region}, or region in [send] of inbox.toml", 3,
        )  # fmt: skip
    return None


def _clock(response: ApiResponse, now: float) -> Iterator[Check]:
    try:
        theirs = parsedate_to_datetime(response.date or "").timestamp()
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
