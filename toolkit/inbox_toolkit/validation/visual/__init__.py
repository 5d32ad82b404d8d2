"""What the vendor's renderer makes of a visual message: Jist templates, their theme, actions.

Facts come from reading and running ``@customerio/jist`` 0.3.0; ``tests/validation/visual`` compares
``renderer_model`` with it. Start with ``templates`` (the visual templates of a project), then
``renderer_model`` (what a payload becomes), ``action_checks`` (what a click does) and
``file_checks`` (what is wrong in the project's own visual files).
"""
