"""The project on disk: layout, atomic writes, journal, lock. Knows nothing of formats."""
