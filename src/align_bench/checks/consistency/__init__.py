"""What only a look over all documents shows.

`consistency` of renderings, `names` in two spellings, `source_names` of one thing in Chinese, `repetitions` of
passages.
"""
