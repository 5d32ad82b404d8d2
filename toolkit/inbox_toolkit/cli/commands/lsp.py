"""``inbox lsp``: the language server that editors start."""

from inbox_toolkit.cli.options import OTHER, inbox_command, option_group


@inbox_command("lsp", "inbox lsp", "inbox lsp --stdio")
@option_group(OTHER)("--stdio", is_flag=True, help="Use stdin and stdout, as is the default.")
def command(stdio: bool) -> int:  # noqa: ARG001 - what many editors append
    """Run the language server: findings, completion, values and fixes as you type.

    Editors start this command. The guide on editors has the settings for each.
    """
    from inbox_toolkit.language_server.stdio import serve_stdio

    return serve_stdio()
