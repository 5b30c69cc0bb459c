"""The parts of the screens. A widget shows what it is given and posts messages; it owns no state of the review."""
