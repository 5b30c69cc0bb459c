"""Pure functions on strings. Knows no files, projects or screens."""
