"""What a room rates before and after: counts of a show of hands and take-home files, shown as one chart."""

import base64
import binascii
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.charts import describe, plot_room
from stretchbook.charts.show import png
from stretchbook.log import Log
from stretchbook.progress.room import MOMENTS, counted_scores, in_groups, level_counts, room_ratings
from stretchbook.widgets.join import styles, widget
from stretchbook.words import count

_LARGEST = 5_000_000


class RoomRatings(anywidget.AnyWidget):
    """Enter how many people named each level of pain, or drop their take-home files, and see the room.

    Of a file the last session with ratings counts, with the worst area at each moment; nothing else of it is
    kept, and nothing is written into any log. What fewer than five people rated is not shown, and files join
    the chart as five or more at once.

    Attributes
    ----------
    ratings : pandas.DataFrame
        What is shown, from `room_ratings`.
    """

    _esm = widget("forms/room_ratings.js", "RoomRatings")
    _css = styles("shared/controls.css", "forms/room_ratings.css")

    ratings = traitlets.Instance(pd.DataFrame)
    _counts = traitlets.Dict().tag(sync=True)
    _said = traitlets.Unicode().tag(sync=True)
    _picture = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self._clear()
        super().__init__(ratings=room_ratings())
        self.on_msg(self._receive)

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
                    self._counts, self._said = given, ""
                case {"type": "files", "files": [_, *_] as files}:
                    self._said = self._take(files)
                case {"type": "clear"}:
                    self._clear()
                    self._counts, self._said = {}, "Everything was forgotten."
                case _:
                    return
        except ValueError as error:
            self._said = str(error)
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
        self.ratings = room_ratings(self._counts, files)
        if not (self._seen or any(map(sum, self._counts.values()))):
            self._picture = {}
            return
        import matplotlib.pyplot as plt

        ax = plot_room(self.ratings)
        figure = ax.get_figure(root=True)
        assert figure is not None
        drawn = base64.b64encode(png(figure)).decode() if len(self.ratings) else ""
        self._picture = {"src": f"data:image/png;base64,{drawn}" if drawn else "", "text": describe(ax)}
        plt.close(figure)


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
