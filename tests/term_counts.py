"""What an index has counted of its articles, in a form that tests can compare."""

from collections import Counter

from bot.retrieval.passage_index import PassageIndex


def term_counts(index: PassageIndex) -> dict[str, Counter[str]]:
    """The words, the lower-case words and the names, each with its count, of all segments together."""
    found = {name: Counter[str]() for name in ("words", "lower_case", "names")}
    for part in index.statistics.parts:
        for name, counts in found.items():
            counts.update(dict(getattr(part.tables, name).items()))
            counts.subtract(getattr(part.removed, name))
    return {name: +counts for name, counts in found.items()}
