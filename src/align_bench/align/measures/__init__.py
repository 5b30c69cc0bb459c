"""What is measured of segments and of places between them.

`lengths`, `cues`, `overlap` and `boundaries` are the measures, `grid` holds them, `patch_sums` and `features` put
beads together.
"""
