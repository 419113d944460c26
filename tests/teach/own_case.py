"""A lecturer's own case, in a folder of tables."""

import csv
import shutil
from pathlib import Path

from stretchbook.paths import data_folder


def write_own_case(folder: Path, **changes: str) -> Path:
    """Write the shipped stretches and one case, Ola's, with these cells changed; give the folder."""
    shutil.copy(data_folder() / "stretches.csv", folder)
    heading = (data_folder() / "cases.csv").read_text("utf-8").split("\n")[0]
    row = dict(
        id="ola", name="Ola", age="50", about="baker", history="My back.", areas="lower back",
        conditions="osteoporosis", signs="sleeps_well", told="Years.", irritability="low",
        source="stretchbook", status="D",
    ) | changes  # fmt: skip
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heading.split(","))
        writer.writeheader()
        writer.writerow(row)
    points = "case,step,point,text,source,status\nola,ask,1,Which bread?,stretchbook,D\n"
    (folder / "case_points.csv").write_text(points, "utf-8")
    return folder
