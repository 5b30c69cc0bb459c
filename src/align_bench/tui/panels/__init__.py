"""What the panes say of the current pair: pure functions from what is known to entries, a file for each kind."""
