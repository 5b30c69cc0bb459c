"""Names and their spellings.

`near_names` are nearly alike, `near_pinyin` nearly pinyin, `sounds` spell foreign names, `known_names` are in the
dictionary, `name_evidence` says whether two are one.
"""
