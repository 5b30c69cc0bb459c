"""The search for the best sequence of beads.

`shapes` are those of beads, `band` and `coarse` say where it looks, `scoring` what a bead is worth, `search` which
path is the best.
"""
