"""English abbreviations, by what a full stop behind them means. A table; it decides nothing."""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms mx messrs mmes dr drs prof rev fr hon st sr. sgt cpl lt capt cmdr cdr col maj gen adm brig pres
    gov sen rep amb min supt insp atty jr. ste mt ft""".split()  # noqa: SIM905
)
"""A name follows: never the end of a sentence."""

FORWARD = frozenset(
    """e.g i.e cf viz vs v al. approx ca c. resp esp incl excl ibid. op loc b. d. a.k.a eds trans adj aff""".split()  # noqa: SIM905
)
"""What they introduce follows: never the end of a sentence."""

NUMBERED = frozenset(
    """no nos art arts para paras pa sec secs sect ch chap chaps fig figs tab vol vols p pp pg pt pts eq eqs ex
    app ann cl col cols l ll n nn ser res doc docs suppl supp add corr rev amend dec decl ref refs op jan feb
    mar apr jun jul aug sep sept oct nov""".split()  # noqa: SIM905
)
"""A number follows: no end of a sentence before a figure, a Roman numeral or a bracket with a figure."""

EITHER = frozenset(
    """etc inc ltd co corp plc llc jr sr bros dept univ assn intl est ave blvd rd al ibid et.al u.s u.n u.k
    u.s.a u.s.s.r e.u d.c p.r.c r.o.c a.m p.m ph.d m.d b.a m.a ll.b ll.m b.c a.d n.b p.s u.n.t.s""".split()  # noqa: SIM905
)
"""Inside a sentence and at its end: the next word decides."""

STARTERS = frozenset(
    """The This That These Those It Its He His She Her They Their We Our You Your There Here In On At By For
    From Of To With Without Under Over After Before During Since As If When While Where Whereas Although
    Though Because However Moreover Furthermore Therefore Thus Hence Nevertheless Nonetheless Meanwhile
    Further Additionally Also And But Or Nor Yet So Then Now Today Yesterday Tomorrow Such Some Many Most
    Several Few All Both Each Every Any No Not Nothing Nobody Another Other Others What Which Who Why How
    Once Until Unless Despite Following According Among Between I A An One Two Three Finally Firstly Secondly
    Instead Indeed Still Even Let Please Is Are Was Were Do Does Did Has Have Had Can Could Will Would Shall
    Should May Might Must Recent Later Earlier""".split()  # noqa: SIM905
)
"""Words that begin sentences and, written with a capital, are hardly ever part of a name."""
