"""Infers the contract of a template from what it reads, and under which conditions."""
