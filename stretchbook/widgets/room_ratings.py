"""What a room rates before and after: counts of a show of hands and take-home files, shown as one chart."""

import base64
import binascii
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as w
import pandas as pd
import traitlets

from stretchbook.charts import plot_room, show
from stretchbook.log import Log
from stretchbook.pages.filling import fill
from stretchbook.progress.room import MOMENTS, counted_scores, in_groups, level_counts, room_ratings
from stretchbook.widgets.room_form import RoomForm
from stretchbook.words import count

_LARGEST = 5_000_000


class RoomRatings(w.VBox):
    """Enter how many people named each level of pain, or drop their take-home files, and see the room.

    Of a file the last session with ratings counts, with the worst area at each moment; nothing else of it is
    kept, and nothing is written into any log. What fewer than five people rated is not shown, and files join
    the chart as five or more at once.

    Attributes
    ----------
    ratings : pandas.DataFrame
        What is shown, from `room_ratings`.
    """

    ratings = traitlets.Instance(pd.DataFrame)

    def __init__(self) -> None:
        self._clear()
        self._form, self._picture = RoomForm(), w.HTML()
        self._form.on_msg(self._receive)
        super().__init__([self._form, self._picture], ratings=room_ratings())

    def __repr__(self) -> str:
        people = self.ratings.groupby("moment")["people"].sum()
        told = ", ".join(f"{people[moment]} {moment}" for moment in MOMENTS if moment in people)
        return f"RoomRatings: {told or 'nothing shown'}"

    def _clear(self) -> None:
        self._seen: set[str] = set()
        self._shown: dict[str, list[int]] = {moment: [] for moment in MOMENTS}
        self._waiting: dict[str, list[int]] = {moment: [] for moment in MOMENTS}

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        try:
            match message:
                case {"type": "counts", "before": list(), "after": list()}:
                    given = {moment: level_counts(map(_number, message[moment])) for moment in MOMENTS}
                    self._form.counts, self._form.said = given, ""
                case {"type": "files", "files": [_, *_] as files}:
                    self._form.said = self._take(files)
                case {"type": "clear"}:
                    self._clear()
                    self._form.counts, self._form.said = {}, "Everything was forgotten."
                case _:
                    return
        except ValueError as error:
            self._form.said = str(error)
            return
        self._draw()

    def _take(self, files: list[dict[str, str]]) -> str:
        """Add one person for each file, and say in words what became of them."""
        faults, added = [], 0
        for file in files:
            try:
                key, scores = _last_ratings(str(file["name"]), file["content"])
            except (ValueError, KeyError) as error:
                faults.append(str(error))
                continue
            if key in self._seen:
                faults.append("One session was there already and does not count twice.")
                continue
            self._seen.add(key)
            added += 1
            for moment, score in scores.items():
                self._waiting[moment].append(score)
        for moment in MOMENTS:
            self._shown[moment], self._waiting[moment] = in_groups(self._shown[moment], self._waiting[moment])
        few = max(len(each) for each in self._waiting.values())
        waits = f"{count(few, 'rating')} of files wait until there are five of them." if few else ""
        return " ".join([f"{count(added, 'file')} read.", waits, *dict.fromkeys(faults)]).replace("  ", " ")

    def _draw(self) -> None:
        files = {moment: counted_scores(scores) for moment, scores in self._shown.items()}
        self.ratings = room_ratings(self._form.counts, files)
        drawn = show(plot_room(self.ratings))
        given = self._seen or any(map(sum, self._form.counts.values()))
        told = fill("said.html", text=drawn.text) if given else ""
        self._picture.value = drawn.html if len(self.ratings) else told


def _number(text: Any) -> Any:
    """A count as it was typed; nothing is 0, and what is no number stays as it is."""
    plain = str(text).strip()
    return int(plain or 0) if plain.isdecimal() or not plain else plain


def _last_ratings(name: str, content: str) -> tuple[str, dict[str, int]]:
    """Which session of a file was rated last, and the worst of its areas before and after."""
    try:
        whole = base64.b64decode(content, validate=True)
    except (binascii.Error, TypeError):
        raise ValueError(f"{name} did not arrive whole; choose it again.") from None
    if len(whole) > _LARGEST:
        raise ValueError(f"{name} is larger than 5 MB, so it is not the log of a take-home page.")
    with TemporaryDirectory(prefix="stretchbook-") as folder, Log.in_memory() as log:
        path = Path(folder) / "take-home-log.json"
        path.write_bytes(whole)
        try:
            log.load(path)
        except Exception as error:  # whatever is wrong with it, the other files count
            said = str(error).replace(str(path), name).replace(folder, "").replace(path.name, name)
            raise ValueError(f"{name} is not read: {said}") from None
        rated = log.ratings()
        sessions = log.sessions()
    sessions = sessions[sessions["id"].isin(rated["session"])].sort_values("started_at")
    if sessions.empty:
        raise ValueError(f"{name} has no rating.")
    key = str(sessions["id"].iloc[-1])
    last = rated[rated["session"] == key]
    return key, {str(moment): int(score) for moment, score in last.groupby("moment")["score"].max().items()}
