"""Changes to the articles of an index, as they come one after the other."""

from bot.domain.article import Revision
from bot.retrieval.passage_index import PassageIndex


def changed(index: PassageIndex, articles: dict[str, Revision], name: str, text: str | None) -> PassageIndex:
    """The index after an article was given a text, or none and so removed; ``articles`` are changed in the same way."""
    if text is None:
        articles.pop(name, None)
        return index.remove([name])
    articles[name] = Revision(name, text)
    return index.add([articles[name]])
