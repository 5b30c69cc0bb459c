"""Figures that the two texts do not share.

`figures` reports; `values` compares, `differences` are what is left, `excuses` what may be left; `units`,
`frequencies`, `parties`, `years` and `items` are kinds of their own, `wording` writes them.
"""
