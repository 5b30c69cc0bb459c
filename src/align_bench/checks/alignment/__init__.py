"""What the pairing itself shows.

`alignment` of paragraphs, `sentence_counts` inside them.
"""
