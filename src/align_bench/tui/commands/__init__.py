"""What each action does: one function for each, registered where it stands, its docstring shown to the reviewer."""

from align_bench.tui.commands import documents, finding, moving, pairing, reaching, statuses, writing, writing_aids

__all__ = ["documents", "finding", "moving", "pairing", "reaching", "statuses", "writing", "writing_aids"]
