"""Everything that people edit, checked and compiled: units, topics, names and languages."""
