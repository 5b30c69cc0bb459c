"""Alignment: which segments of two texts correspond. Knows no files, workbooks or screens.

In the order in which they are best read:

- what stands in a segment: `dictionary`, `reading`;
- what is measured, and what it weighs: `measures`, `weights`;
- the best sequence of beads, and what it teaches about words: `search`, `learning`, `aligner`;
- paragraphs, and what no single path shows: `repair`, `paragraphs`;
- several documents, and embeddings: `together`, `embeddings`;
- anew, around what a person has decided: `lexicon`, `constraints`, `neighbourhood`, `realign`;
- why: `evidence`;
- two versions of one text: `anchoring`;
- how good: `evaluate`.

`arrays` and `threads` serve them all, and the compiled `align_bench.kernels`.
"""
