"""The colours: dark, light, high contrast, and one that people who do not tell red from green can use.

Owns colours only. What they tell is told by a word, a sign or a form of the letters as well (`styles.tcss`). The hues
of the last one are those of Okabe and Ito, Color Universal Design (2008).
"""

from __future__ import annotations

from typing import get_args

from textual.theme import Theme

from align_bench.config import ThemeName

MEANINGS = {
    "dark": "light letters on dark ground",
    "light": "dark letters on light ground",
    "high-contrast": "white on black, every colour at least 7:1",
    "colour-blind": "hues that are told apart without red and green",
}


def _theme(
    name: ThemeName,
    *,
    background: str,
    surface: str,
    foreground: str,
    primary: str,
    term: str,
    figure: str,
    warning: str,
    error: str,
    success: str,
    accent: str,
    muted: str,
    disabled: str,
    state: str,
    dark: bool = True,
) -> Theme:
    """The colours of letters are used as they are given, not mixed with those of the ground."""
    return Theme(
        name=name,
        primary=primary,
        secondary=figure,
        warning=warning,
        error=error,
        success=success,
        accent=accent,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=surface,
        dark=dark,
        variables={
            "text": foreground,
            "text-primary": term,
            "text-secondary": figure,
            "text-warning": warning,
            "text-error": error,
            "text-success": success,
            "text-accent": accent,
            "text-muted": muted,
            "text-disabled": disabled,
            "primary-muted": state,
            "block-cursor-background": primary,
            "block-cursor-foreground": background,
        },
    )


THEMES: tuple[Theme, ...] = (
    _theme(
        "dark",
        background="#14161a",
        surface="#1f2329",
        foreground="#e4e4e4",
        primary="#5aa5f5",
        term="#8cc4ff",
        figure="#86d9cb",
        warning="#ffb454",
        error="#ff8a93",
        success="#86d992",
        accent="#d0b0ff",
        muted="#a6abb3",
        disabled="#868c96",
        state="#1d3e5f",
    ),
    _theme(
        "light",
        background="#fbfbfb",
        surface="#eeeeee",
        foreground="#1a1a1a",
        primary="#0a5ca8",
        term="#004f9e",
        figure="#005f56",
        warning="#7d4300",
        error="#a8001f",
        success="#14602a",
        accent="#5f1a8f",
        muted="#545454",
        disabled="#6b6b6b",
        state="#cfe0f2",
        dark=False,
    ),
    _theme(
        "high-contrast",
        background="#000000",
        surface="#0d0d0d",
        foreground="#ffffff",
        primary="#4da3ff",
        term="#a6d4ff",
        figure="#9ffbe2",
        warning="#ffd23f",
        error="#ffb0b0",
        success="#9cff9c",
        accent="#ffff66",
        muted="#d6d6d6",
        disabled="#bdbdbd",
        state="#003366",
    ),
    _theme(
        "colour-blind",
        background="#000000",
        surface="#101010",
        foreground="#e8e8e8",
        primary="#0072b2",
        term="#56b4e9",
        figure="#f0e442",
        warning="#e69f00",
        error="#d55e00",
        success="#009e73",
        accent="#cc79a7",
        muted="#b0b0b0",
        disabled="#8c8c8c",
        state="#00324e",
    ),
)

assert tuple(theme.name for theme in THEMES) == get_args(ThemeName)


def next_theme(name: str) -> ThemeName:
    """The one after this in the list."""
    names: tuple[ThemeName, ...] = get_args(ThemeName)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
