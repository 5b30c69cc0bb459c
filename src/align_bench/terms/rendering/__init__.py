"""Which English stands for which term in one unit.

`renderings` counts (`spans`, `sharing`); `evidence`, `references`, `nearforms` and `gaps` tell of English that is not
as listed.
"""
