"""What only a look over all documents shows: one term rendered in two ways, one name spelt in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from align_bench.checks.context import CheckContext
from align_bench.checks.names import Names, is_like_name
from align_bench.checks.registry import Place, Report, check, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.deviations import deviations
from align_bench.terms.english import is_abbreviation, loose_key
from align_bench.terms.passages import Passage
from align_bench.terms.wording import content_words, stem

# A rendering is the usual one where it stands so often, and an exception where others are so rare.
_USUAL = 3
_RARE_SHARE = 0.25
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
                found = other.target.text[slice(*span)]
                message = f"{found!r} here, {expected!r} in {counted(len(usual))}, as in {context.place(view.index)}"
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
            f"{found.found!r} here, {usual.text!r} in {counted(len(usual.passages))},"
            f" as in {context.learnt_place(usual.passages[0])}",
            source=found.source,
            target=found.target,
            zh_term=found.rendered.zh,
            expected=usual.text,
        )


@check("inconsistent-name", family="terminology")
def inconsistent_name(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A name is spelt otherwise than elsewhere, where the Chinese has the same name in both places.

    Example: "Abdurakhmanov", "Abdrakhmanov".
    """
    for token in view.words:
        if not is_like_name(token.text):
            continue
        for usual in context.names.usual(token.key):
            places = context.names.holders(usual)
            if _share_a_name(view, {index for index, _ in places}, context.names):
                first, expected = places[0]
                yield Report(
                    view,
                    f"{token.text!r} here, {expected!r} in {counted(len(places))}, as in {context.place(first)}",
                    target=(token.start, token.stop),
                    expected=expected,
                )


@check("inconsistent-translation", family="terminology", severity=Severity.HINT)
def inconsistent_translation(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """The same Chinese paragraph is translated differently elsewhere.

    Example: 会议通过了下列决定。, "The meeting adopted the following:" once, "It was decided:" elsewhere.
    """
    first = context.first_of_same(view)
    if first is None:
        return
    other = context.views[first]
    if other.target.text.split() != view.target.text.split():
        message = f"the same Chinese reads otherwise in {context.place(first)}"
        yield Report(view, message, target=(0, len(view.target.text)), expected=other.target.text)


def counted(places: int) -> str:
    """`1 other place`, `5 other places`."""
    return "1 other place" if places == 1 else f"{places} other places"


def _is_shortened(one: str, other: str) -> bool:
    """Whether one form is the other with words left out or inflected: `the Council`, `enter into force`."""
    first, second = ([stem(token.key) for token in content_words(form)] for form in (one, other))
    if "".join(first) in "".join(second) or "".join(second) in "".join(first):
        return True
    return len(first) == len(second) and all(map(_share_a_root, first, second))


def _share_a_root(one: str, other: str) -> bool:
    """`entry` and `enter`: one word in two parts of speech, as far as its first letters tell."""
    return one == other or (len(one) > _ROOT and one[:_ROOT] == other[:_ROOT])


def _share_a_name(view: UnitView, others: Collection[int], names: Names) -> bool:
    """Whether the Chinese has a name spelt by sound that most of the others have too, and few other units."""
    indices = {*others, view.index}
    for run in _sound_runs(view.source.text):
        holders = names.sources(run) | {view.index}
        together = len(holders & indices)
        if together > 1 and 2 * together > len(indices) and 2 * together > len(holders):
            return True
    return False


def _sound_runs(text: str) -> list[str]:
    runs = (match.group() for match in _SOUND_RUN.finditer(text))
    return [run[i : i + 3] for run in runs for i in range(len(run) - 2)]
