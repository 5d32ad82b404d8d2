"""The language server: what the toolkit knows, in the line that is being typed.

``server.serve_messages`` serves one client, over whatever carries JSON-RPC messages (``jsonrpc``);
``stdio`` is the way of ``inbox lsp``. ``session`` is one open project, ``documents`` the texts an
editor holds. One module per capability (``completion``, ``hover``, …) holds a function from a
``Document`` and parameters to the protocol's answer. To add one: write the module, list it in
``server.CAPABILITIES``, announce it in ``server._capabilities``, test it in
``tests/language_server``.
"""
