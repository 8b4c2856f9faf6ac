"""Exchange: what leaves the database as files, and what comes back from them."""
