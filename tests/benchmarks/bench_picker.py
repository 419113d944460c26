"""How long one tick in the picker takes among 128 stretches, the data of the player included.

Run it: ``python tests/benchmarks/bench_picker.py``. It prints ms of the processor, the median of 15 ticks.
"""

import statistics
import tempfile
from pathlib import Path
from time import process_time

import stretchbook as sb

MANY = 128
TICKS = 15


def main() -> None:
    """Tick and print."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [f"own_{n},Own {n},hip,sitting,30,{str(n % 2 == 0).lower()},hip" for n in range(MANY - 6)]
        heads = "id,name,section,position,hold_s,sided,text_areas"
        (Path(folder) / "stretches.csv").write_text("\n".join([heads, *rows]) + "\n")
        cat = sb.load_catalogue(folder)
    practice = sb.Practice(cat, sb.open_log("sqlite://"))
    for by in ("minutes", "sets"):
        practice.picker.by = by
        took = []
        for box in list(practice.picker._ticks.values())[:TICKS]:
            begun = process_time()
            box.value = not box.value
            took.append(1000 * (process_time() - begun))
        print(f"{by:8} {statistics.median(took):5.0f} ms")


if __name__ == "__main__":
    main()
