"""What a send does, without a terminal: plan, check, guard, send, follow, explain.

``inbox send`` and the preview's page call the same functions and show the same steps.
Start with ``send_one.py``; ``plan.py`` says what is to be sent, ``guards.py`` what keeps it back,
``send_many.py`` how several messages go out under a send log, ``explain.py`` why the service failed
one. Each step that people see is a ``SendStep`` (``steps.py``) handed to a callback.
"""
