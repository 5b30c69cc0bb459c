"""What only a look over all documents shows: one term rendered in two ways, one name spelt in two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Place, Report, check, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.deviations import deviations
from align_bench.terms.english import Token, is_abbreviation, loose_key, tokens, word_key, words_of
from align_bench.terms.passages import Passage
from align_bench.terms.wording import content_words, stem
from align_bench.text.scripts import HAN

# A rendering is the usual one where it stands so often, and an exception where others are so rare.
_USUAL = 3
_RARE_SHARE = 0.25
_SHORTEST_NAME = 6
_SAME_SOURCE = 10
_ROOT = 3

# The characters with which names are spelt by sound; three of them in a row are hardly ever anything else.
_SOUNDS = frozenset(
    "阿埃艾爱安昂奥巴班邦保鲍贝本比彼毕宾波伯勃博布查茨达戴丹当道德登邓迪蒂丁东杜敦顿多尔法范菲芬费丰冯佛弗福盖甘冈高戈格葛贡古圭哈海汉豪赫亨洪胡华霍基吉季加贾"
    "杰金喀卡凯坎康考柯科克肯孔库夸奎坤拉莱兰朗劳勒雷蕾里利莉丽林琳隆卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙米密明缪摩莫默穆姆纳娜乃奈南瑙内尼涅宁纽努诺欧帕潘庞佩彭皮"
    "平珀普奇恰强乔切钦琼丘让热仁日荣儒瑞若撒萨塞赛桑瑟森莎山尚绍舍申圣施石史斯丝松苏索塔泰坦汤陶特滕提廷通图土托瓦万旺威韦维魏温沃乌伍武西希锡夏香肖谢辛欣休"
    "许逊雅亚延扬耶叶伊易因英尤于约赞泽扎詹张兹祖佐娃"
)
_SOUND_RUN = re.compile(f"[{''.join(sorted(_SOUNDS))}]{{3,}}")


def _allowed_renderings(view: UnitView, context: CheckContext) -> tuple[tuple[str, str, Place], ...]:
    """Concept, loose key and place of each rendering that is no abbreviation."""
    return tuple(
        (source.concept.id, loose_key(target.text), (target.start, target.stop))
        for source, target in context.renderings(view).matched
        if not is_abbreviation(target.text)
    )


@project_check("inconsistent-term", family="terminology", severity=Severity.HINT, notes=_allowed_renderings)
def inconsistent_term(context: CheckContext) -> Iterator[Report]:
    """A term has an allowed rendering that the documents otherwise hardly use for it.

    Abbreviations are not compared.

    Example: "world free of nuclear weapons" once, "nuclear-weapon-free world" elsewhere.
    """
    uses: dict[str, dict[str, list[tuple[UnitView, Place]]]] = defaultdict(lambda: defaultdict(list))
    for view, noted in zip(context.views, context.noted(_allowed_renderings), strict=True):
        for concept_id, key, span in noted:
            uses[concept_id][key].append((view, span))
    for concept in context.termbase.concepts:
        forms = uses.get(concept.id, {})
        total = sum(map(len, forms.values()))
        usual = max(forms.values(), key=len, default=[])
        if len(usual) < _USUAL:
            continue
        view, place = usual[0]
        expected = view.target.text[slice(*place)]
        for places in forms.values():
            if places is usual or len(places) > _RARE_SHARE * total:
                continue
            for other, span in places:
                if _is_shortened(other.target.text[slice(*span)], expected):
                    continue
                message = f"{other.target.text[slice(*span)]!r} here, {expected!r} in {len(usual)} other places"
                yield Report(other, message, target=span, zh_term=concept.source_terms[0], expected=expected)


@check("inconsistent-rendering", family="terminology", severity=Severity.HINT)
def inconsistent_rendering(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A term, listed or not, is rendered otherwise than in most other places of the project.

    Reported only where something like the usual rendering stands in its place, for which the Chinese gives no other
    reason. Terms of the termbase are the matter of other checks.

    Example: 霍兰高原, "Horan Highland" once, "Horan Plateau" elsewhere.
    """
    if not view.is_pair:
        return
    for found in deviations(Passage(view.source.text, view.target.text, view.words), context.usage):
        if found.rendered.zh in context.listed_terms:
            continue
        usual = found.rendered.usual
        yield Report(
            view,
            f"{found.found!r} here, {usual.text!r} in {len(usual.passages)} other places",
            source=found.source,
            target=found.target,
            zh_term=found.rendered.zh,
            expected=usual.text,
        )


@project_check("inconsistent-name", family="terminology")
def inconsistent_name(context: CheckContext) -> Iterator[Report]:
    """A name is spelt otherwise than elsewhere, where the Chinese has the same name in both places.

    Example: "Abdurakhmanov", "Abdrakhmanov".
    """
    pairs = list(_similar(_name_counts(context.word_counts)))
    if not pairs:
        return
    names = _places_of({key for pair in pairs for key in pair}, context)
    holders: dict[str, set[int]] = defaultdict(set)
    for view in context.views:
        for run in _sound_runs(view.source.text):
            holders[run].add(view.index)
    for rare, usual in pairs:
        views = [view for view, _ in names[usual]]
        for view, token in names[rare]:
            if _share_a_name(view, views, holders):
                expected = names[usual][0][1].text
                message = f"{token.text!r} here, {expected!r} in {len(views)} other places"
                yield Report(view, message, target=(token.start, token.stop), expected=expected)


@project_check("inconsistent-translation", family="terminology", severity=Severity.HINT)
def inconsistent_translation(context: CheckContext) -> Iterator[Report]:
    """The same Chinese paragraph is translated differently elsewhere."""
    first: dict[str, UnitView] = {}
    for view in context.views:
        key = re.sub(r"\s", "", view.source.text)
        if not view.is_pair or len(re.findall(f"[{HAN}]", key)) < _SAME_SOURCE:
            continue
        other = first.setdefault(key, view)
        if other.target.text.split() != view.target.text.split():
            place = f"{other.document}, paragraph {', '.join(map(str, other.unit.source_numbers)) or '?'}"
            whole = (0, len(view.target.text))
            yield Report(view, f"the same Chinese reads otherwise in {place}", target=whole, expected=other.target.text)


def _is_shortened(one: str, other: str) -> bool:
    """Whether one form is the other with words left out or inflected: `the Council`, `enter into force`."""
    first, second = ([stem(token.key) for token in content_words(form)] for form in (one, other))
    if "".join(first) in "".join(second) or "".join(second) in "".join(first):
        return True
    return len(first) == len(second) and all(map(_share_a_root, first, second))


def _share_a_root(one: str, other: str) -> bool:
    """`entry` and `enter`: one word in two parts of speech, as far as its first letters tell."""
    return one == other or (len(one) > _ROOT and one[:_ROOT] == other[:_ROOT])


def _name_counts(words: Mapping[str, int]) -> dict[str, int]:
    """How often each word stands that begins with a capital and never with a small letter, by key."""
    counts: Counter[str] = Counter()
    for word, count in words.items():
        if _is_like_name(word):
            counts[word_key(word)] += count
    common = {word_key(word) for word in words if word.islower()}
    return {key: count for key, count in counts.items() if key not in common}


def _is_like_name(word: str) -> bool:
    is_capitalised = word[0].isupper() and not word.isupper()
    return is_capitalised and not word.islower() and len(word_key(word)) >= _SHORTEST_NAME


def _places_of(keys: Collection[str], context: CheckContext) -> dict[str, list[tuple[UnitView, Token]]]:
    """Where names stand."""
    written = {word for word in context.word_counts if word_key(word) in keys and _is_like_name(word)}
    places: dict[str, list[tuple[UnitView, Token]]] = defaultdict(list)
    for view in context.views:
        if written.isdisjoint(words_of(view.target.text)):
            continue
        for token in tokens(view.target.text):
            if token.text in written:
                places[token.key].append((view, token))
    return places


def _similar(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Pairs of names one or two letters apart, the rarer one first; a derived form (Asia, Asian) is no pair."""
    from rapidfuzz.distance import DamerauLevenshtein

    by_start: dict[str, list[str]] = defaultdict(list)
    for key in sorted(counts):
        by_start[key[:2]].append(key)
    for keys in by_start.values():
        for index, one in enumerate(keys):
            for other in keys[index + 1 :]:
                if one.startswith(other) or other.startswith(one) or abs(len(one) - len(other)) > 2:
                    continue
                allowed = 1 if min(len(one), len(other)) < 8 else 2
                if DamerauLevenshtein.distance(one, other, score_cutoff=allowed) > allowed:
                    continue
                if counts[one] != counts[other]:
                    yield (one, other) if counts[one] < counts[other] else (other, one)


def _share_a_name(view: UnitView, others: Sequence[UnitView], holders: dict[str, set[int]]) -> bool:
    """Whether the Chinese has a name spelt by sound that most of the others have too, and few other units."""
    indices = {other.index for other in others} | {view.index}
    for run in _sound_runs(view.source.text):
        together = holders[run] & indices
        if len(together) > 1 and 2 * len(together) > len(indices) and 2 * len(together) > len(holders[run]):
            return True
    return False


def _sound_runs(text: str) -> set[str]:
    return {match.group()[i : i + 3] for match in _SOUND_RUN.finditer(text) for i in range(len(match.group()) - 2)}
