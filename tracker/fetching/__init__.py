"""Fetching: documents from public web addresses, within limits."""
