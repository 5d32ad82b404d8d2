"""What the vendor's renderer makes of a visual message: Jist templates, their theme, actions.

Facts come from reading and running ``@customerio/jist`` 0.3.0; ``tests/validation/visual`` holds
``drawing`` against it. Start with ``registry`` (the templates of a project), then ``drawing``
(what a payload becomes), ``actions`` (what a click does) and ``files`` (what is wrong in the
project's own visual files).
"""
