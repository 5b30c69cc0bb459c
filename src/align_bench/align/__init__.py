"""Alignment: which segments of two texts correspond. Knows no files, workbooks or screens.

In the order in which they are best read:

- words: `dictionary`, `numerals`, `spelling`, `phrases`, `readers`, `bags`;
- what is measured: `lengths`, `cues`, `shapes`, `band`, `overlap`, `boundaries`, `grid`, `patch_sums`, `features`;
- the search: `weights`, `scoring`, `search`, `coarse`, `learning`, `aligner`;
- paragraphs: `groups`, `affinity`, `likeness`, `comparison`, `edges`, `exchange`, `repair`, `paragraphs`;
- several documents, and embeddings: `together`, `embeddings`;
- anew, around what a person has decided: `lexicon`, `constraints`, `neighbourhood`, `realign`;
- why: `spans`, `evidence_tokens`, `evidence_shares`, `evidence_items`, `evidence`;
- two versions of one text: `anchoring`;
- how good: `evaluate`.

`arrays` and `threads` serve them all, and the compiled `align_bench.kernels`.
"""
