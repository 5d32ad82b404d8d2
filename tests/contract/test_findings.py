"""What a contract says of its template."""

from inbox_toolkit.contract.findings import contract_report
from inbox_toolkit.contract.inference.infer import infer

from tests.support.contracts import of_body
from tests.support.projects import marked


def test_a_contradiction_is_marked_at_the_later_place() -> None:
    made = of_body('{"t": "{{ trigger.a | upcase }}{{ trigger.a | times: 2 }}"}')
    report = contract_report(made, infer(made))
    assert marked(report) == [
        (
            "contract-conflict",
            "times",
            "`trigger.a` is used as a number (`times`) here and as text (`upcase`) elsewhere",
        )
    ]
    assert report.diagnostics[0].notes == ("text (`upcase`) at templates/t.json:1:38",)


def test_an_open_condition_is_told() -> None:
    made = of_body('{"t": "{% if trigger.a > trigger.c %}{{ trigger.b }}{% endif %}"}')
    assert marked(contract_report(made, infer(made))) == [
        (
            "contract-condition",
            "trigger.b",
            "`trigger.b` is required, though only needed where `trigger.a > trigger.c`",
        )
    ]
