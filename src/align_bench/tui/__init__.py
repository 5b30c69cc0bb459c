"""The review screen. Decides nothing about texts: it shows, asks and calls `workflow`."""
