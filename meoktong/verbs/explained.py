"""`meoktong explain`: articles in, what the extractor says of them and why, for a person to read."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

from meoktong.complaints import Complaints
from meoktong.outputs.explained import legend, render
from meoktong.verbs.texts import articles_in
from storage.clean import clean_text


def explain_lines(source: str, complaints: Complaints) -> None:
    """Show each article of a JSON Lines file with its evidence and its events; a bad line is a complaint."""
    from meoktong.reading import extraction_of

    console = Console(highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        _show(console, legend())
    for where, row, article in articles_in(source, complaints):
        extraction = extraction_of(article, where, complaints)
        if extraction is not None:
            for line in render(clean_text(str(row.get("id") or article.url or "-")), article, extraction):
                _show(console, line)


def _show(console: Console, line: Text) -> None:
    """In colour on a terminal, which breaks long lines itself; as it is in a pipe."""
    if console.is_terminal:
        console.print(line, soft_wrap=True)
    else:
        sys.stdout.buffer.write(line.plain.encode("utf-8", "backslashreplace") + b"\n")
