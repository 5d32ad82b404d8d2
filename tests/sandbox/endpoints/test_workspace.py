"""The workspace, the region, the addresses: each with its own kind of key, or none."""

import base64

from tests.support.sandbox_server import RunningSandbox


def test_the_project_is_the_workspace(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    (one,) = sandbox.ask("GET", "/v1/workspaces").json()["workspaces"]
    assert (one["name"], one["messages_sent"], one["people"]) == ("shop", 1, 2)


def test_the_region_is_asked_with_a_track_key(sandbox: RunningSandbox) -> None:
    basic = {"Authorization": "Basic " + base64.b64encode(b"site:key").decode()}
    answer = sandbox.ask("GET", "/api/v1/accounts/region", headers=basic)
    assert answer.json() == {"url": sandbox.url, "region": "us", "environment_id": 1}
    assert sandbox.ask("GET", "/api/v1/accounts/region").status == 401


def test_the_addresses_need_no_key(sandbox: RunningSandbox) -> None:
    answer = sandbox.ask("GET", "/v1/info/ip_addresses", headers={})
    assert answer.json() == {"ip_addresses": ["127.0.0.1"]}
