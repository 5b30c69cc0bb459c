"""Terms: forbidden, misspelt, taken for others, without a rendering.

`terminology` and `forbidden` look at what is there, `omissions` at what is not: `substitutes`, `rewordings`,
`variants` and `liberties` weigh what stands instead, `compounds` whether a term is one where it stands.
"""
