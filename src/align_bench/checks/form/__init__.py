"""How the English is written, whatever it says.

`form` holds marks and blanks, `beginnings` and ends of sentences, `leftovers` of extraction, `pairing` of brackets
and quotation marks, `spelling` of words.
"""
