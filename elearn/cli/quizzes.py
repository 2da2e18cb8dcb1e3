"""The group of commands about quizzes: without it each would have to be found under a name of its own."""

import click

from elearn.cli.lazy import Lazy, Part


@click.group(
    cls=Lazy,
    parts={
        "export": Part(
            module="elearn.cli.quiz_files",
            name="export",
            help="Write a quiz in another system's format.",
        ),
        "import": Part(
            module="elearn.cli.quiz_files",
            name="import_",
            help="Make a quiz of questions in another system's format.",
        ),
        "preview": Part(
            module="elearn.cli.preview",
            name="preview",
            help="Show a quiz with every feedback, on this machine only.",
        ),
        "remark": Part(
            module="elearn.cli.remarking",
            name="remark",
            help="Mark attempts anew whose key was corrected since.",
        ),
        "statistics": Part(
            module="elearn.cli.statistics",
            name="statistics",
            help="Say how a quiz, or marks from anywhere, tell apart.",
        ),
    },
)
def quizzes() -> None:
    """Take questions in from elsewhere and out again, and see how they do."""
