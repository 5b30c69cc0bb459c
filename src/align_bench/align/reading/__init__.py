"""What stands in a segment: words, names, figures and set phrases, counted, and what the dictionary says of them.

`numerals`, `spelling` and `phrases` know the kinds, `readers` read a segment, `bags` hold both sides, `spans` tell
the places.
"""
