"""The sandbox's own page: its routes, and the documents in which it gets requests and people.

It shares the assets and message frames of ``inbox_toolkit.web`` with the preview.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from inbox_toolkit.appapi.send_snippets import send_snippets
from inbox_toolkit.errors import UsageError
from inbox_toolkit.sandbox.faults import Fault, FaultSchedule, fault_of
from inbox_toolkit.sandbox.inbox_wire import queue_item
from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.request_body import MAX_PAGE
from inbox_toolkit.sandbox.request_log import LoggedRequest, curl_command, repeat_request
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter
from inbox_toolkit.sandbox.wire import (
    OPERATIONS,
    Cleared,
    DeliveryRow,
    DeliveryView,
    FaultSetting,
    FaultsRequest,
    FaultsView,
    FaultView,
    FindingRow,
    InboxQuery,
    InboxView,
    PersonView,
    RequestPage,
    RequestQuery,
    RequestRow,
    RequestsQuery,
    RequestVerdict,
    RequestView,
    Resent,
    SandboxHello,
    SandboxOverview,
)
from inbox_toolkit.web.message_frames import RENDERER, component_of, frame_routes, frames_view
from inbox_toolkit.web.operations import Handler, NotFoundError, operation_routes
from inbox_toolkit.web.security import SECURITY_HEADERS
from inbox_toolkit.web.sse import RETRY, encode_event, event_response
from inbox_toolkit.web.static import EMULATOR_PAGE, Asset, allow_in_frames, page_document, serve
from inbox_toolkit.web.wire import CodeSnippet, MessageView

PRIVATE = "/sandbox/"
"""Path prefix of the page's own data, which no other site may ask for."""
PAGE_PATHS = (PRIVATE, "/assets/", "/frame/", "/own/")

MAX_PEOPLE = 500
MAX_SNIPPET_BODY = 100_000  # bytes; nobody pastes a larger one, and each view would hold it 5 times
SENDS = "/v1/send/inbox_message"


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How the page may act: ``token`` and ``cookie`` prove it is the page, ``read_only`` says why
    it may not act at all. ``url`` is where a backend sends to.
    """

    url: str = ""
    read_only: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    run: str = field(default_factory=lambda: secrets.token_urlsafe(6))

    @property
    def cookie(self) -> str:
        """The cookie's name: a browser shares cookies between ports."""
        return f"inbox_sandbox_{urlsplit(self.url).port or 0}"


def row_view(one: Delivery) -> DeliveryRow:
    """Return a delivery as a row of the list."""
    return DeliveryRow(
        number=one.number,
        delivery_id=one.delivery_id,
        template=one.template,
        person=one.person.label,
        cio_id=one.person.cio_id,
        queued_at=one.queued_at,
        due=one.due,
        state=one.state,
        is_clean=one.is_clean,
        failure=one.failure,
    )


def delivery_view(one: Delivery) -> DeliveryView:
    """Return a delivery with its request, rendered text, message, findings and metrics."""
    return DeliveryView(
        row=row_view(one),
        request=one.request,
        identifiers=one.person.identifiers,
        metrics=one.metrics,
        text=one.text,
        message=None if one.payload is None else message_view(one),
        findings=tuple(FindingRow(**asdict(each)) for each in one.findings),
    )


def message_view(one: Delivery) -> MessageView:
    """Return a delivered message with the keys of the web SDK's ``InboxMessage``."""
    item = queue_item(one)
    return MessageView(
        message_id=item["queueId"],
        sent_at=item["sentAt"],
        expires_at=item["expiry"],
        opened=item["opened"],
        properties=item["properties"],
        type=item["type"],
        topics=tuple(item["topics"]),
        delivery_id=item["deliveryId"],
    )


def person_view(one: Person) -> PersonView:
    """Return a person as an entry of the list."""
    return PersonView(one.cio_id, one.label, _name(one.attributes))


def _name(attributes: Mapping[str, Any]) -> str:
    name = attributes.get("first_name") or attributes.get("name")
    return name if isinstance(name, str) else ""


def verdict_of(status: int, delivery: Delivery | None) -> RequestVerdict:
    """Return what became of a request."""
    if status >= 400 or not status:
        return "refused"
    if delivery is None:
        return "answered"
    if delivery.state == "sent":
        return "clean" if delivery.is_clean else "findings"
    return delivery.state


def request_row(one: LoggedRequest, delivery: Delivery | None) -> RequestRow:
    """Return a request as a row; ``delivery`` is what is stored of a send."""
    accepted = one.accepted
    return RequestRow(
        number=one.number,
        at=one.at,
        method=one.method,
        path=one.path,
        status=one.status,
        verdict=verdict_of(one.status, delivery),
        template=accepted.template if accepted else "",
        recipient=accepted.person.label if accepted else "",
        delivery_id=accepted.delivery_id if accepted else None,
        failure=one.reason or (delivery.failure or "" if delivery else ""),
        fault=one.fault,
    )


def earlier_row(one: Delivery) -> RequestRow:
    """Return the send of an earlier run as a row: only its delivery is still known."""
    return RequestRow(
        number=one.number,
        at=one.queued_at,
        method="POST",
        path=SENDS,
        status=200,
        verdict=verdict_of(200, one),
        template=one.template,
        recipient=one.person.label,
        delivery_id=one.delivery_id,
        failure=one.failure or "",
        fault="",
    )


def page_routes(
    service: Service,
    assets: Mapping[str, Asset],
    settings: PageSettings,
    faults: FaultSchedule,
    app: Callable[[], ASGIApp],
) -> list[BaseRoute]:
    """Return the routes of the page, its assets, frames and data; ``app`` is the whole sandbox."""
    page = _Page(service, settings, faults, app, RENDERER in assets)
    handlers: dict[str, Handler] = {
        "GET /sandbox/overview": page.overview,
        "GET /sandbox/requests": page.requests,
        "GET /sandbox/requests/{number}": page.request,
        "GET /sandbox/inbox/{cioId}": page.inbox,
        "POST /sandbox/requests/clear": page.clear,
        "POST /sandbox/requests/resend": page.resend,
        "POST /sandbox/faults": page.set_faults,
    }
    routes = [
        Route("/", partial(_page, assets, settings)),
        Route("/assets/{name:path}", partial(_asset, assets)),
        Route(f"{PRIVATE}events", partial(_events, service, settings)),
        *(one for one in operation_routes(OPERATIONS, handlers) if isinstance(one, Route)),
        *frame_routes(
            lambda: component_of(service.catalog.project.config), secrets.token_urlsafe(12)
        ),
    ]
    return [
        Route(one.path, partial(_secured, one.endpoint), methods=list(one.methods or ["GET"]))
        for one in routes
    ]


async def _secured(
    endpoint: Callable[[Request], Awaitable[Response]], request: Request
) -> Response:
    response = await endpoint(request)
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def _page(
    assets: Mapping[str, Asset],
    settings: PageSettings,
    request: Request,  # noqa: ARG001 - starlette's
) -> Response:
    page = page_document(assets, EMULATOR_PAGE, settings.token)
    response = Response(page, media_type="text/html", headers={"cache-control": "no-store"})
    response.set_cookie(settings.cookie, settings.token, httponly=True, samesite="strict")
    return response


async def _asset(assets: Mapping[str, Asset], request: Request) -> Response:
    return allow_in_frames(serve(request, assets.get(request.path_params["name"])))


async def _events(
    service: Service,
    settings: PageSettings,
    request: Request,  # noqa: ARG001 - starlette's
) -> Response:
    hello = encode_event("hello", SandboxHello(settings.run))
    return event_response(service.changes.stream(RETRY + hello))


@dataclass(frozen=True, slots=True)
class _Page:
    service: Service
    settings: PageSettings
    faults: FaultSchedule
    app: Callable[[], ASGIApp]
    renderer: bool

    async def overview(self) -> SandboxOverview:
        service = self.service
        project = service.catalog.project
        everyone = service.people.everyone
        me = next((f"id:{each.id}" for each in everyone if each.id), "id:me")
        return SandboxOverview(
            project=project.root.name,
            now=datetime.fromtimestamp(service.clock(), UTC).isoformat(),
            url=self.settings.url,
            trouble=service.reloader.error,
            kept=service.store.count(),
            requests=len(service.requests),
            people=tuple(person_view(one) for one in everyone[:MAX_PEOPLE]),
            faults=self._fault_views(),
            environment={
                "CIO_API_URL": self.settings.url,
                "CUSTOMERIO_APP_API_KEY": "sandbox",
                "CIO_ME": me,
            },
            can_act=not self.settings.read_only,
            frames=frames_view(project.config, renderer=self.renderer),
        )

    async def requests(self, query: RequestsQuery) -> RequestPage:
        limit = max(1, min(query.limit, MAX_PAGE))
        rows: list[RequestRow] = []
        for one in self._rows(query.before):
            if not _matches(one, query):
                continue
            if len(rows) == limit:
                return RequestPage(tuple(rows), more=True)
            rows.append(one)
        return RequestPage(tuple(rows), more=False)

    def _rows(self, before: int | None) -> Iterator[RequestRow]:
        """Yield the requests of this run, then the sends of earlier ones, the newest first."""
        log = self.service.requests
        for one in log:
            if before is None or one.number < before:
                yield request_row(one, self._delivery_of(one))
        start = log.first if before is None else min(before, log.first)
        while found := self.service.store.page(DeliveryFilter(before=start), 100):
            yield from map(earlier_row, found)
            start = found[-1].number

    def _delivery_of(self, one: LoggedRequest) -> Delivery | None:
        return self.service.store.find(one.accepted.delivery_id) if one.accepted else None

    async def request(self, query: RequestQuery) -> RequestView:
        one = self.service.requests.find(query.number)
        if one is not None:
            delivery = self._delivery_of(one)
            return RequestView(
                row=request_row(one, delivery),
                query=one.query,
                body="" if one.body is None else one.body.decode("utf-8", "replace"),
                answer=one.answer.decode("utf-8", "replace"),
                snippets=self._snippets(one, delivery),
                can_resend=one.body is not None and not self.settings.read_only,
                delivery=delivery_view(delivery) if delivery else None,
            )
        if query.number < self.service.requests.first:
            found = self.service.store.page(DeliveryFilter(before=query.number + 1), 1)
            if found and found[0].number == query.number:
                return RequestView(
                    earlier_row(found[0]), "", "", "", (), False, delivery_view(found[0])
                )
        raise NotFoundError("this request is no longer kept", help="choose another one")

    def _snippets(self, one: LoggedRequest, delivery: Delivery | None) -> tuple[CodeSnippet, ...]:
        url = self.settings.url
        curl = CodeSnippet("curl", curl_command(url, one))
        if delivery is None or one.body is None or len(one.body) > MAX_SNIPPET_BODY:
            return (curl,)
        clients = send_snippets(delivery.request, url)
        return (curl, *(CodeSnippet(language, text) for language, text in clients.items()))

    async def inbox(self, query: InboxQuery) -> InboxView:
        return InboxView(tuple(message_view(one) for one in self.service.inbox(query.cio_id)))

    async def clear(self) -> Cleared:
        deliveries = self.service.clear_deliveries()
        return Cleared(self.service.requests.clear(), deliveries)

    async def resend(self, query: RequestQuery) -> Resent:
        one = self.service.requests.find(query.number)
        if one is None:
            raise NotFoundError("this request is no longer kept", help="send it again yourself")
        if one.body is None:
            raise UsageError("its body was too large to be kept", help="send it again yourself")
        host = urlsplit(self.settings.url).netloc or "localhost"
        again = await repeat_request(self.app(), one, host=host)
        if again is None:
            raise UsageError("it was not answered", help="send it again yourself")
        accepted = again.accepted
        return Resent(again.number, again.status, accepted.delivery_id if accepted else None)

    async def set_faults(self, request: FaultsRequest) -> FaultsView:
        chosen = [_fault(one) for one in request.faults]
        off = frozenset(at for at, one in enumerate(request.faults) if not one.enabled)
        self.faults.replace(tuple(chosen), off)
        self.service.announce()
        return FaultsView(self._fault_views())

    def _fault_views(self) -> tuple[FaultView, ...]:
        return tuple(
            FaultView(
                FaultSetting(**asdict(one), enabled=at not in self.faults.disabled),
                self.faults.injected(at),
            )
            for at, one in enumerate(self.faults.faults)
        )


def _fault(one: FaultSetting) -> Fault:
    members = {name: value for name, value in asdict(one).items() if value is not None}
    del members["enabled"]
    return fault_of(members, "the fault")


def _matches(one: RequestRow, query: RequestsQuery) -> bool:
    if query.verdict and one.verdict != query.verdict:
        return False
    if query.person and one.recipient != query.person:
        return False
    wanted = query.search.casefold()
    texts = (one.path, one.template, one.recipient, one.failure, str(one.status), one.method)
    if wanted and one.delivery_id == query.search:
        return True
    return not wanted or any(wanted in text.casefold() for text in texts)
