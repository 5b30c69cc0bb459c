"""Embeddings as one more feature: with an encoder of our own, and with a tiny model that the test builds and saves."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from align_bench.align.arrays import Floats
from align_bench.align.embeddings import Encoder, embeddings, load_encoder, similarity_of
from align_bench.align.search.shapes import MOST_SOURCE, MOST_TARGET
from align_bench.align.together import align_paragraphs_together, align_together
from align_bench.errors import InputError, UsageError
from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph, Segment

INSTALLED = find_spec("sentence_transformers") is not None
with_library = pytest.mark.skipif(
    not INSTALLED, reason="sentence-transformers is not installed: pip install '.[embeddings]'"
)

# The English side is Chinese too: to the aligner its words are nothing, so that embeddings alone can tell.
SOURCE = (
    "春天的河水漫过了旧码头。",
    "老人把渡船拴在柳树下面。",
    "孩子们在岸边放了三只风筝。",
    "商队傍晚才从山口走出来。",
    "客栈的灯笼照亮整条小巷。",
    "第二天清晨下起了大雪花。",
    "桥梁因为结冰而暂时关闭。",
    "邮差只好绕道十里送书信。",
)
TARGET = (SOURCE[0], SOURCE[1], SOURCE[3], f"{SOURCE[4]} {SOURCE[5]}", SOURCE[6], SOURCE[7])
WANTED = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)), ((4, 5), (3,)), ((6,), (4,)), ((7,), (5,))]


class CharacterEncoder:
    """How often each character occurs, in 512 dimensions."""

    def encode(self, texts: Sequence[str]) -> Floats:
        counts = np.zeros((len(texts), 512), np.float32)
        for row, text in enumerate(texts):
            np.add.at(counts[row], [ord(character) % 512 for character in text], 1)
        return np.asarray(counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9))


def segments(texts: Sequence[str]) -> list[Segment]:
    return [Segment(text, 0) for text in texts]


def pairs(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


def aligned(encoder: Encoder, weight: float = 12.0) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    (beads,) = align_together([(segments(SOURCE), segments(TARGET))], evidence=embeddings(encoder, weight))
    return pairs(beads)


def test_embeddings_decide_where_words_say_nothing() -> None:
    assert aligned(CharacterEncoder(), weight=0.0) != WANTED
    assert aligned(CharacterEncoder()) == WANTED


def test_embeddings_serve_paragraphs_too() -> None:
    ours, theirs = ([Paragraph(n, Kind.PARAGRAPH, text) for n, text in enumerate(side, 1)] for side in (SOURCE, TARGET))
    (found,) = align_paragraphs_together([(ours, theirs)], evidence=embeddings(CharacterEncoder(), 12.0))
    assert set(WANTED[3:]) <= set(pairs(found.paragraphs))


def test_counterparts_stand_above_strangers() -> None:
    similarity = similarity_of(CharacterEncoder(), SOURCE, SOURCE)
    feature = similarity.feature(1, 1, (0, len(SOURCE)), (0, len(SOURCE)))
    assert np.diag(feature).min() > 0.3
    assert feature[~np.eye(len(SOURCE), dtype=bool)].max() < 0.1
    assert 0 < similarity.level <= 1


def test_every_span_that_is_tried_has_a_vector_of_its_own() -> None:
    similarity = similarity_of(CharacterEncoder(), SOURCE, SOURCE)
    for vectors, most in ((similarity.source, MOST_SOURCE), (similarity.target, MOST_TARGET)):
        assert [len(each) for each in vectors] == [len(SOURCE) - size for size in range(most)]
        assert all(np.linalg.norm(each, axis=1) == pytest.approx(np.ones(len(each)), abs=1e-4) for each in vectors)
    # Put together from the vectors of its parts, or encoded as a whole: nearly the same.
    whole = CharacterEncoder().encode([" ".join(SOURCE[1:6])])[0]
    assert float(similarity.source[4][1] @ whole) > 0.95


@pytest.mark.parametrize(
    ("source", "target"), [(["水"], ["Water."]), (["水"], ["a"] * 9), (["同上。"] * 5, ["同上。"] * 5)]
)
def test_short_and_equal_texts(source: list[str], target: list[str]) -> None:
    pair = segments(source), segments(target)
    (beads,) = align_together([pair], evidence=embeddings(CharacterEncoder()))
    assert sorted(i for bead in beads for i in bead.source) == list(range(len(source)))
    assert sorted(j for bead in beads for j in bead.target) == list(range(len(target)))


@pytest.mark.skipif(INSTALLED, reason="sentence-transformers is installed")
def test_a_missing_library_is_told_with_the_way_out() -> None:
    with pytest.raises(UsageError, match="sentence-transformers, which is not installed") as caught:
        load_encoder()
    assert "align-bench[embeddings]" in caught.value.hint


@with_library
def test_a_missing_model_is_told_and_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    for model in (str(tmp_path / "no-such-folder"), "sentence-transformers/no-such-model"):
        with pytest.raises(InputError, match="no embedding model on this disk") as caught:
            load_encoder(model)
        assert model in caught.value.message
        assert "--download" in caught.value.hint


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights, whose vocabulary are the characters of the texts; saved to a folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("model")
    characters = sorted({character for text in SOURCE for character in text})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters, *(f"##{c}" for c in characters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    torch.manual_seed(5)
    bert = BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
        )
    )
    bert.save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=64)
    SentenceTransformer(modules=[transformer, Pooling(64, pooling_mode="mean")], device="cpu").save(
        str(folder / "saved")
    )
    return folder / "saved"


@with_library
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of the libraries among themselves
def test_a_model_from_a_folder(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    vectors = encoder.encode(SOURCE)
    assert vectors.shape == (len(SOURCE), 64)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(SOURCE)), abs=1e-4)
    # With random weights it knows nothing but which characters recur: enough to see what was left out.
    left_out = {((1,), (1,)), ((2,), ()), ((6,), (4,)), ((7,), (5,))}
    assert not left_out <= set(aligned(encoder, weight=0.0))
    assert left_out <= set(aligned(encoder))
