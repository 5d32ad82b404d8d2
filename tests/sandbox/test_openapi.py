"""The description says what is played, and what is played is what it says."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from inbox_toolkit.sandbox.app import openapi_document
from inbox_toolkit.sandbox.endpoints import ENDPOINTS
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.sandbox_server import RunningSandbox

TRACK = {"Authorization": "Basic c2l0ZTprZXk="}
OPERATIONS = [
    f"{method.upper()} {path}"
    for path, group in openapi_document()["paths"].items()
    for method in group
]


def test_every_operation_of_the_api_is_described() -> None:
    played = {
        f"{one.method} {re.sub(':path', '', one.path)}" for one in ENDPOINTS if one.auth != "sdk"
    }
    assert set(OPERATIONS) == played


def test_it_is_served(sandbox: RunningSandbox) -> None:
    assert sandbox.ask("GET", "/openapi.json", headers={}).json() == openapi_document()


@pytest.mark.peer
@pytest.mark.parametrize("name", OPERATIONS)
def test_answers_are_as_described(sandbox: RunningSandbox, name: str) -> None:
    method, path = name.split()
    operation = schemathesis.openapi.from_dict(openapi_document())[path][method]
    key = TRACK if path.startswith("/api/") else dict(sandbox.headers)

    @settings(
        max_examples=8,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def asked(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        case.call_and_validate(
            base_url=sandbox.url,
            headers=key,
            checks=[not_a_server_error, status_code_conformance, response_schema_conformance],
        )

    asked()
