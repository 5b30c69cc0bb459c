"""What the texts themselves teach of expressions and their renderings.

`passages` give `candidates` (`cvalue`, `chinese_words`, `expressions`) and `phrases` (`holders`), which `usage`
learns (`statistics`, `rendered`, `standing`); `deviations`, `consistency` and `extract` use it.
"""
