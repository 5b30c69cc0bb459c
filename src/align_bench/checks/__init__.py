"""Checks: they yield findings, never raise for bad text and never print."""
