"""Frozen values that every other layer speaks in. Knows no files, scores or screens."""
