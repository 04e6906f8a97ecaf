"""Other software that does the same work, as people call it."""
