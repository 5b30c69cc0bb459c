"""Where terms stand in a text.

`matcher` asks `source_terms` and `target_terms`; `literal`, `options` and `inflection` say in which forms, `parts`
which terms hold others, `lookup` finds what somebody types.
"""
