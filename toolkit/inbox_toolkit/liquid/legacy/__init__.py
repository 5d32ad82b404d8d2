"""The Ruby dialect, where it differs from the latest Liquid."""
