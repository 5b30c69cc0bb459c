"""Why segments belong together, told to people.

`tokens` have kinds and places, `shares` say what each pair of them counts, `items` what matches and what stands
alone; `evidence` is the whole.
"""
