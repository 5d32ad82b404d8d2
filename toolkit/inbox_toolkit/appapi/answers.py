"""Turns an answer that is not the one asked for into one clear sentence and a remedy."""

from collections.abc import Callable
from dataclasses import dataclass

from inbox_toolkit.appapi.errors import LOOK_FIRST, Call, MaybeSentError, RejectedError
from inbox_toolkit.appapi.regions import ADDRESS, REGION
from inbox_toolkit.appapi.replies import Reply
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError, ToolkitError
from inbox_toolkit.project.credentials import APP_KEY, WHERE_KEYS_ARE_MADE

STATUS_PAGE = "https://status.customer.io tells of known trouble"
ODD_ANSWER = f"check the address with `inbox doctor`; {STATUS_PAGE}"


@dataclass(frozen=True, slots=True)
class _Answer:
    """A reply, what it says (washed), and what had been asked."""

    reply: Reply
    said: str
    call: Call

    @property
    def host(self) -> str:
        return self.call.endpoint.host

    def sentence(self, fallback: str) -> str:
        words = (self.said or fallback).rstrip(".")
        return f"could not {self.call.action}: {words} ({self.reply.status} from {self.host})"


def from_reply(reply: Reply, call: Call) -> ToolkitError:
    """Return the error to raise for an answer that is not the one asked for."""
    answer = _Answer(reply, call.washed(reply.complaint()), call)
    if reply.is_success:
        return _useless_success(answer)
    if reply.status >= 500:
        return _server_failed(answer)
    judge = _JUDGES.get(reply.status, _redirected if reply.status < 400 else _rejected)
    return judge(answer)


def _useless_success(answer: _Answer) -> ToolkitError:
    if answer.call.is_send:
        return MaybeSentError(
            f"the message may have been sent: {answer.host} took it, but did not answer "
            "in the App API's words",
            help=f"{LOOK_FIRST}; is {ADDRESS} the address of an App API?",
        )
    return ServiceError(
        f"could not {answer.call.action}: {answer.host} did not answer in the App API's words",
        help=f"is {ADDRESS} the address of an App API, and not of a web page?",
    )


def _server_failed(answer: _Answer) -> ToolkitError:
    if answer.call.is_send:
        words = f": {answer.said}" if answer.said else ""
        return MaybeSentError(
            "the message may have been sent: "
            f"{answer.host} failed with {answer.reply.status}{words}",
            help=LOOK_FIRST,
        )
    return ServiceError(
        answer.sentence("the service failed"), help=f"try again in a minute; {STATUS_PAGE}"
    )


def _rejected(answer: _Answer) -> ToolkitError:
    status = answer.reply.status
    fallback, remedy = _REJECTIONS.get(status, ("the service refuses the request", _COMPARE))
    if "transactional_message_id" in answer.said and "not found" in answer.said:
        remedy = (
            "create the message in Customer.io under Transactional with this trigger name, "
            "or set the template's transactional_message_id to the id it has there"
        )
    return RejectedError(answer.sentence(fallback), status=status, help=remedy)


def _unknown_key(answer: _Answer) -> ToolkitError:
    words = f": {answer.said.rstrip('.')}" if answer.said else ""
    return CredentialsError(
        f"{answer.host} does not accept the key from {answer.call.credentials.source}{words}",
        help=f"a key is good for one workspace and one region ({REGION}=us or eu), and only from "
        f"allowed IP addresses; `inbox doctor` checks; {WHERE_KEYS_ARE_MADE}",
    )


def _forbidden(answer: _Answer) -> ToolkitError:
    if answer.call.credentials.is_service_account and not answer.call.is_send:
        remedy = f"a service account may only send: set {APP_KEY} to read"
    else:
        remedy = "check the key's scope, and that the workspace may send inbox messages"
    return ForbiddenError(answer.sentence("the key may not do this"), help=remedy)


def _limited(answer: _Answer) -> ToolkitError:
    asked = answer.reply.retry_after or ""
    wait = f"wait {asked} s" if asked.isdecimal() else "wait a while"
    nothing = "; nothing was sent" if answer.call.is_send else ""
    return RejectedError(
        answer.sentence("too many requests"), status=429, help=f"{wait} and try again{nothing}"
    )


def _redirected(answer: _Answer) -> ToolkitError:
    target = answer.call.washed(answer.reply.location or "nowhere")
    eu = "-eu." in target and "-eu." not in answer.host
    return RejectedError(
        f"could not {answer.call.action}: {answer.host} answered {answer.reply.status} "
        f"and points to {target}",
        status=answer.reply.status,
        help=f"set {REGION}=eu" if eu else f"set {ADDRESS} or {REGION} to where the App API is",
    )


_COMPARE = "compare it with what --dry-run prints"
_REJECTIONS = {
    400: ("the service finds the request wrong", _COMPARE),
    404: ("there is no such thing here", "check the name, the workspace and the region"),
    405: ("the service knows no such address", f"check {ADDRESS}: it ends before /v1"),
    413: ("the request is too large", "a whole request may have 2,048 KB"),
    422: ("the service finds a value wrong", _COMPARE),
}

_JUDGES: dict[int, Callable[[_Answer], ToolkitError]] = {
    401: _unknown_key,
    402: _forbidden,
    403: _forbidden,
    429: _limited,
}
