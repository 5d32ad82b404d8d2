"""The language server: what the toolkit knows, in the line that is being typed.

Start at ``server.create_server``, which says what is answered; ``session`` is one open project,
``documents`` the texts an editor holds. One module per capability (``completion``, ``hover``, …)
holds a function from a ``Document`` and a position to the protocol's answer. To add one: write the
module, register it in ``server``, test it in ``tests/language_server``.
"""
