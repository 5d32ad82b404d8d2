"""JavaScript's values as liquidjs sees them: conversion, comparison, numbers, UTF-16."""
