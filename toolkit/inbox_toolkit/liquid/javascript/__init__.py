"""JavaScript's semantics, where a template can see them: conversion, comparison, numbers, text.

Functions have the names of ECMA-262 (``to_number``, ``same_value_zero``, ``to_well_formed``); what
only liquidjs defines says so. Start with ``values.py``.
"""
