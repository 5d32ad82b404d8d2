"""The commands, one per file, loaded only when asked for.

To add one: write ``commands/<name>.py`` with a ``grouped`` command called ``command`` (its body at
most 25 lines: open the project, call one room, print, return the exit code), its options under
headings, and two examples that work when pasted; add its line to ``COMMANDS`` in order, test exit
codes 0, 1 and 2 in ``tests/cli/commands/test_<name>.py``, and run ``make docs-fresh``.
"""

COMMANDS = {
    "init": "Make a project: settings, people, two messages, an editor's schemas, CI files.",
    "new": "Write a template and message data for it.",
    "list": "List the templates with their cases, topics and type.",
    "render": "Render one case to stdout.",
    "validate": "Render every case and report every variable without a value.",
    "fmt": "Format templates without changing a payload.",
    "preview": "Show every message live in a browser while you edit.",
    "send": "Send a message to your own test profiles, and follow it to its verdict.",
    "sandbox": "Play the service on this machine, so that a backend is tested offline.",
    "fixtures": "Fetch a real profile, or the snippets, as fixtures.",
    "login": "Keep the key outside every project, and say who `me` is.",
    "doctor": "Check project, key, region, workspace, scopes and clock.",
    "export": "Print what to paste into the Advanced editor, and the settings to set.",
    "contract": "Print the JSON Schema of what a template reads.",
    "prove": "Prove a template for all data its contract allows, or find data it fails on.",
    "types": "Print the types of message data, for whoever sends it.",
    "rules": "List what is checked, and how bad it is.",
    "explain": "Say what a rule finds, why, and what to do.",
    "completion": "Print the script that makes a shell complete names and options.",
}
"""Name to one sentence, so that ``inbox --help`` imports no command."""

ALIASES = {"check": "validate", "dev": "preview"}
