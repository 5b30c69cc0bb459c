"""Files that come back from somebody: what their rows say, which unit each is, and what it means for a review."""
