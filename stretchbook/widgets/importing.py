"""Files of other programs and people brought into a log: what would be written, yes or no, and undo."""

import base64
import binascii
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.log import Log, LogError, Preview
from stretchbook.widgets.join import styles, widget

_FIRST = 5
STANDS_IN = "Your own log is empty, so a demonstration is shown. What you load goes into your own log."


class Importing(anywidget.AnyWidget):
    """Choose a file, see how it would be read and its first rows as they would be stored, and say yes or no.

    Parameters
    ----------
    log : Log
        Where it is loaded; where a demonstration stands in for an empty log, the person's own.

    Attributes
    ----------
    said : str
        What was done last; it changes with every file that is loaded or undone.
    preview : Preview or None
        What would be loaded, until yes or no.
    """

    _esm = widget("forms/importing.js", "Importing")
    _css = styles("shared/controls.css", "forms/importing.css")

    said = traitlets.Unicode()
    _line = traitlets.Unicode().tag(sync=True)
    _asked = traitlets.Dict().tag(sync=True)
    _can_undo = traitlets.Bool().tag(sync=True)

    def __init__(self, log: Log) -> None:
        self._own = log.own
        self._book = Log.in_memory() if log.own else log  # one's own is opened when a file is loaded
        self._files: TemporaryDirectory[str] | None = None
        self._path = Path()
        self._asks: list[str] = []
        self.preview: Preview | None = None
        super().__init__(_line=STANDS_IN if log.own else "")
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return "Importing: " + (self.preview.counts if self.preview else "no file chosen")

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        try:
            self._do(message)
        except Exception as error:  # shown in the widget: a callback has nobody else to tell
            folder = self._files.name if self._files else ""
            self._forget()
            said = str(error).replace(f"{folder}/", "") if folder else str(error)
            self._line = said.replace(folder, "What was chosen") if folder else said

    def _do(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "files", "files": [_, *_] as files}:
                self._forget()
                self._take(files)
                self._look()
            case {"type": "dates", "dates": str(order)} if self.preview and self.preview.reading:
                reading = self.preview.reading.but(dates=order)
                self.preview = self._book.preview(self._path, reading=reading)
                self.preview.reading = reading
                self._ask()
            case {"type": "yes"} if self.preview:
                self._load(self.preview)
            case {"type": "no"}:
                self._forget()
                self._line = "Nothing was loaded."
            case {"type": "undo"} if self._can_undo:
                self._tell(self._book.undo())
                self._can_undo = False
            case _:
                raise ValueError("The page sent something it should not; run this cell again.")

    def _take(self, files: list[dict[str, str]]) -> None:
        """Keep files for as long as the question is open, where nobody else can read them."""
        self._files = TemporaryDirectory(prefix="stretchbook-")
        folder = Path(self._files.name)
        self._path = folder if len(files) > 1 else folder / _plain_name(files[0]["name"])
        for file in files:
            try:
                content = base64.b64decode(file["content"], validate=True)
            except binascii.Error:
                raise LogError("The file did not arrive whole; choose it again.") from None
            (folder / _plain_name(file["name"])).write_bytes(content)

    def _look(self) -> None:
        self.preview = self._book.preview(self._path)
        self._asks = [ask.partition(", or the other way round")[0] for ask in self.preview.asks]
        self._ask()

    def _ask(self) -> None:
        """Show what would be loaded."""
        found = self.preview
        if found is None:
            return
        order = found.reading.dates if found.reading else "year first"
        words = [
            f"dates with the {order.partition(' ')[0]} first" if ask.startswith("dates with the ") else ask
            for ask in self._asks
        ]
        self._asked = {
            "asks": words,
            "dates": order,
            "told": repr(_without_rows(found)).splitlines(),
            "faults": len(found.faults),
            "rows": sum(map(len, found.entries.values())),
            "tables": [_table(name, rows) for name, rows in found.rows.items() if len(rows)],
        }
        self._line = ""

    def _load(self, found: Preview) -> None:
        if self._own:
            self._book, self._own = self._own(), None
        added = self._book.load(self._path, skip_faults=True, reading=found.reading)
        self._forget()
        self._can_undo = any(added.entries.values())
        self._tell(added.counts)

    def _tell(self, words: str) -> None:
        self._line = words
        self.said = f"{words} {datetime.now().isoformat()}"

    def _forget(self) -> None:
        self.preview, self._asked = None, {}
        if self._files:
            self._files.cleanup()
            self._files = None


def _plain_name(name: str) -> str:
    """A name without folders, whatever the page says."""
    plain = Path(name.replace("\\", "/")).name
    if not plain or len(plain.encode()) > 200 or "\0" in plain:
        raise LogError("The file has a name that cannot be kept; give it another one and choose it again.")
    return plain


def _without_rows(found: Preview) -> Preview:
    """The same preview, whose words do not repeat the question and the first rows."""
    return Preview(found.faults, found.unchanged, found.deleted, found.equal, found.differing, found.entries)


def _table(name: str, rows: pd.DataFrame) -> dict[str, Any]:
    """The first rows of a table as text."""
    first = rows.head(_FIRST).astype(object)
    cells = first.where(first.notna(), "").map(
        lambda cell: ", ".join(cell) if isinstance(cell, tuple) else cell
    )
    return {
        "name": f"{name}: {min(_FIRST, len(rows))} of {len(rows):,}",
        "columns": list(rows.columns),
        "rows": [[str(cell) for cell in row] for row in cells.to_numpy().tolist()],
    }
