"""Translation memory: what was translated before, found again.

index       texts that share pairs of characters with a text, out of very many
matches     entries whose Chinese is the same as a text, or like it, with what differs
concordance every place of a word or phrase, in either language, with its counterpart
"""
