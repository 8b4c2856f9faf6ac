"""Judging facts: pure functions on what sources stated."""
