"""Fetching, tried on servers of the tests' own."""
