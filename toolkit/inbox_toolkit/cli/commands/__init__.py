"""The commands, one per module, imported only when asked for.

To add one:

1. Write ``commands/<name>.py`` with a function called ``command`` under ``@inbox_command``: it
   opens the project, calls one package, prints and returns the exit code. It imports what is
   costly inside.
2. Add its sentence to ``COMMANDS``, in the place where people should find it.
3. Test exit codes 0, 1 and 2 in ``tests/cli/commands/test_<name>.py``; run ``make docs-fresh``.
"""

COMMANDS = {
    "validate": "Render every case and report what is wrong.",
    "preview": "Show every message live in the browser while you edit.",
    "send": "Send a test message to yourself and follow its delivery.",
    "init": "Create a project with two sample messages.",
    "new": "Create a template and its first message data.",
    "list": "List the templates with their cases, type and topics.",
    "render": "Render one case and print its payload.",
    "fmt": "Format templates without changing a payload.",
    "lsp": "Serve an editor: findings, completion, values and fixes as you type.",
    "audit": "Judge a template against everyone who will get it.",
    "prove": "Prove a template for all data its contract allows.",
    "contract": "Print the JSON Schema of the message data a template needs.",
    "types": "Generate types for the backend that sends the message.",
    "fixtures": "Generate fixtures, or fetch a profile or snippets.",
    "export": "Print a template to paste into the Advanced editor.",
    "sandbox": "Run a local Customer.io emulator to test a backend offline.",
    "login": "Store the App API key, and set who `me` is.",
    "doctor": "Check that everything is ready for sending.",
    "rules": "List the rules and their severity.",
    "explain": "Explain a rule: what it finds, why it matters, how to fix it.",
    "help": "Show the help of a command.",
    "completion": "Print the completion script for your shell.",
}
"""Name to one sentence, so that ``inbox --help`` imports no command."""

ALIASES = {"check": "validate", "dev": "preview"}
