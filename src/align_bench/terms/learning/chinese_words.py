"""Chinese words that tell where a term begins and ends. Tables; they decide nothing."""

from __future__ import annotations

import re

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "的 了 在 和 与 及 或 是 为 对 对于 从 到 向 把 被 将 以 由 而 并 并且 但 但是 也 都 就 还 又 很 更 最 着 "
        "过 地 得 之 其 该 此 各 这 那 这些 那些 一 一个 个 两 二 三 四 五 六 七 八 九 十 百 千 万 亿 第 几 多 余 "
        "年 月 日 号 届 次 项 名 位 种 份 约 每 某 所 所有 一切 任何 全部 有关 以及 及其 并非 不仅 不再 而且 如果 "
        "因为 因此 由于 所以 虽然 然而 同时 其中 其他 其它 之间 之一 之后 之前 以来 以后 以前 期间 方面 通过 根据 "
        "按照 关于 依照 鉴于 为了 作为 包括 等 等等 即 则 自 至 于 中 上 下 后 时 里 间 者 我 我们 你 他 她 它 "
        "他们 它们 自己 有 没有 能 能够 可 可以 应 应当 应该 必须 须 需要 要 会 已 已经 曾 曾经 正 正在 仍 仍然 "
        "再 再次 继续 进一步 特别 尤其 十分 非常 只 仅 均 共 共同 分别 一道 一起 一些 许多 不少 大量 若干 使 使得 "
        "令 让 给 用 比 同 跟 如 例如 像 于是 关注到 到 来 去 起 向着 随着 除 除了 除非 并不 未 尚 请 本 今后 "
        "目前 今天",
    )
)
"""Words that belong to no term: function words, and what only says how many or which."""

NO_ENDS = frozenset("内外前")
"""Characters with which a term may begin or go on, but not end."""

VERBS = frozenset(
    re.findall(
        r"\w+",
        "加强 促进 支持 强调 呼吁 欢迎 鼓励 重申 认为 表示 指出 提供 开展 采取 确保 推动 进行 举行 提出 提交 通知 "
        "注意 注意到 认识 认识到 忆及 回顾 赞赏 感谢 敦促 要求 请求 同意 决定 建议 希望 期待 相信 深信 确认 承认 "
        "承诺 致力 致力于 努力 参加 参与 出席 讨论 通过 加入 缔结 设立 成立 保持 维护 维持 实现 达成 完成 开始 "
        "启动 履行 遵守 增进 提高 扩大 深化 使用 获得 取得 避免 防止 停止 涉及 导致 造成 满足 解决 应对 考虑 "
        "考虑到 看到 作出 做出 发挥 具有 拥有 属于 成为 说 称 宣布 宣告 介绍 听取 邀请 主持 担任 谨 随函 附上 "
        "致以 祝愿 谴责 反对 主张 坚持 坚信 强烈 充分 有效 积极 尽快 尽早",
    )
)
"""Verbs that take a term behind them, and adverbs; no term begins with one."""
