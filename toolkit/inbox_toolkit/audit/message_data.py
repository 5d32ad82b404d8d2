"""The message data that people are judged with: fixtures, or data that reaches every branch."""

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import nearest
from inbox_toolkit.prove.coverage import GenerateOptions, cover
from inbox_toolkit.prove.prove import contract_schemas, open_oracle
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.workspace.workspace import Workspace


def message_data(
    template: Template, workspace: Workspace, name: str | None = None
) -> tuple[Fixture | None, ...]:
    """Return the message data of a template: the one of a name, else each fixture.

    Without fixtures it is generated from the contract, so that it reaches every branch that can be
    reached; None, for a send without any, if the template reads none. Raises UsageError with the
    nearest name, and ProjectError if data is needed and cannot be generated.
    """
    project = workspace.project
    fixtures = project.fixtures.message_data.get(template.name, ())
    folder = f"{project.fixtures.folder}/message_data/{template.name}/"
    if name is not None:
        found = next((one for one in fixtures if one.name == name), None)
        if found is None:
            raise nearest(name, [one.name for one in fixtures], "message data", folder)
        return (found,)
    return fixtures or _generated(template, workspace, folder)


def _generated(template: Template, workspace: Workspace, folder: str) -> tuple[Fixture | None, ...]:
    schemas = contract_schemas(template, workspace.project)
    if not schemas["trigger"].get("properties"):
        return (None,)
    oracle = open_oracle(template, workspace.project, workspace.environment)
    found = cover(oracle, schemas, GenerateOptions(), workspace.project.fixtures)
    distinct = []
    for pair in found.pairs:
        if pair.data not in distinct:
            distinct.append(pair.data)
    if not distinct:
        raise ProjectError(
            f"there is no message data for {template.label}, and none can be generated",
            help=f"write some into {folder}",
        )
    return tuple(
        Fixture(f"generated_{number}", Source(f"{folder}generated_{number}.json", ""), data)
        for number, data in enumerate(distinct, 1)
    )
