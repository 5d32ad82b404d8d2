"""One parser function per tag; ``registry`` maps a tag's name to its function."""
