"""Write the page about a log from the command line."""

import argparse
import sys


def write_report(given: argparse.Namespace) -> int:
    """Write one A4 page about your log: what was done, three charts, what they say, and the sources."""
    import stretchbook as sb
    from stretchbook.pages.pdf import PdfError
    from stretchbook.progress.days import as_day

    try:
        cat = sb.load_catalogue(given.catalogue) if given.catalogue else sb.load_catalogue()
        log = sb.demo_log() if given.demo else sb.open_log(must_exist=True)
        days = (("--from", given.start), ("--until", given.end))
        start, end = (None if day is None else as_day(name, day) for name, day in days)
        page = sb.log_report(log, cat, name=given.name, start=start, end=end, dates=given.dates)
        print(f"Written: {page.save(given.file)}")
    except (sb.CatalogueError, sb.LogError, PdfError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
