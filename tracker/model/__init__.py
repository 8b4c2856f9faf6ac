"""The nouns of the tracker: frozen types without input or output."""
