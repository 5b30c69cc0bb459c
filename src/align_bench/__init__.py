"""align-bench: a workbench for parallel Chinese-English texts."""

__version__ = "0.1.0"
