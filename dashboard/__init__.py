"""The dashboard: a room that shows, charts and takes in figures, and knows only `tracker`."""
