"""``python -m inbox_toolkit`` is the ``inbox`` command."""

from inbox_toolkit.cli.main import main

if __name__ == "__main__":
    main()
