"""One opened project: what is loaded, selected and watched, and what git says of it."""
