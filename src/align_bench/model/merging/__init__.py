"""Three-way merge of reviews: where two states differ, what both sides changed, and one state out of both."""
