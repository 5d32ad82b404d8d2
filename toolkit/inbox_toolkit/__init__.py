"""Write, preview, prove and send Customer.io inbox messages.

How data flows: file -> template -> outcome -> diagnostics -> page, report or send.
Each folder is one stage of the pipeline; imports go down the layers that ``pyproject.toml`` lists.
"""

__version__ = "0.1.0"
