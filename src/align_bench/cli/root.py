"""The command `align-bench` itself: which commands there are, and what happens without one.

Owns the table of commands; their modules are loaded only when one of them is called, so that `--help` is fast.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from align_bench import __version__

COMMANDS = {
    "demo": "Show the whole job on a copy of the sample project.",
    "new": "Make an empty project.",
    "segment": "Print the paragraphs or sentences of a text file.",
    "align": "Pair the paragraphs or sentences of two texts.",
    "evaluate": "Compare an alignment with a gold one.",
    "review": "Open the review screen.",
    "status": "Show how far each document is.",
    "check": "Check terms, figures, dates, form and alignment.",
    "waive": "Let findings stand, with a reason.",
    "terms": "The termbase: list, find, import, export, extract, consistency.",
    "find": "Every place of a word or phrase, with the other language.",
    "score": "BLEU, chrF and TER against a reference or the draft.",
    "export": "Hand on the aligned texts as XLSX, TMX, XLIFF, CSV, TSV or JSONL.",
    "import": "Take back a workbook, TMX or XLIFF that somebody worked in.",
    "merge": "Join what two people made of one review workbook.",
    "history": "Show who changed what in the review, and when.",
    "recover": "Go back to an earlier state of a review.",
    "doctor": "Show whether everything that align-bench needs is there.",
}
"""Every command with its one-line help, in the order of the work. `name` lives in `cli/name.py` as `command`, and where
Python reserves the name, in `cli/name_.py`."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click passes it)
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"align_bench.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click passes it)
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            meant = f"; did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"there is no command '{args[0]}'{meant}", ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    "folder",
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),
    help="The project folder. Without it: the folder you are in, or the nearest one above that is a project.",
)
@click.version_option(__version__, "-V", "--version", prog_name="align-bench", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context, folder: Path | None) -> Any:
    """Align, review and check parallel Chinese-English texts.

    Without a command, in a project folder: aligns what is new and opens the review screen.
    """
    context.obj = folder
    if context.invoked_subcommand is None:
        from align_bench.cli.start import start

        return start(folder)
    return None
