"""What no single path shows: paragraphs that moved, changed places, were left out or added.

`groups` belong together, `affinity`, `likeness` and `comparison` judge them, `edges` and `exchange` change them,
`repair` is all of it.
"""
