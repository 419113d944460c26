"""What is known of stretching, and what is not, with its size: the table of evidence as one frame."""

import pandas as pd

from stretchbook.catalogue import Catalogue, shipped_catalogue


def evidence(cat: Catalogue | None = None) -> pd.DataFrame:
    """What studies and guidelines say, one comparison a row, with what they do not say left empty.

    Parameters
    ----------
    cat : Catalogue, optional
        Whose tables; default the shipped ones.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``id``, in the order of the table: ``question``, ``population``, ``comparison``,
        ``outcome``, ``effect`` with its 95 % interval ``low`` to ``high`` in units of ``scale``,
        ``better`` (which direction is an improvement), ``important`` (the difference that the source
        calls important), ``reach`` (improvement as a share of it: 1 just reaches it), ``certainty``,
        ``finding``, ``claim`` (of the article), ``citation`` and ``status``.
    """
    cat = shipped_catalogue() if cat is None else cat
    frame = cat.evidence.copy()
    towards = frame["better"].map({"lower": -1.0, "higher": 1.0})
    frame["reach"] = (frame["effect"] * towards / frame["important"]).round(2)
    frame["citation"] = frame["source"].map(cat.sources["citation"])
    columns = ["question", "population", "comparison", "outcome", "effect", "low", "high", "scale", "better"]
    return frame[[*columns, "important", "reach", "certainty", "finding", "claim", "citation", "status"]]
