"""Rows in, plotly figures out: pure functions that know neither Dash nor the store."""
