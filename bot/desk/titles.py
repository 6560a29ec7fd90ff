"""Finds a server's articles by what somebody types: an id, a title, or the beginnings of a title's words."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.domain.editing import ArticleSummary
from bot.domain.errors import UnknownArticleError
from bot.text.normalize import fold

_NEAR = 60
"""How alike, of 100, a title must be to what was typed to be named as near."""
_MOST_NAMED = 5
_ALL_WORDS = 1000
"""The place of a title that has the words typed, but not beside each other; behind all that do."""


def find(summaries: Sequence[ArticleSummary], typed: str) -> list[ArticleSummary]:
    """The articles with words that begin as those typed, the best first; accents and capitals make no difference."""
    wanted = _plain(typed)
    ranked = [(rank, each) for each in summaries if (rank := _place(each, wanted)) is not None]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def resolve(summaries: Sequence[ArticleSummary], typed: str, *, removed: bool | None = None) -> ArticleSummary:
    """The one article that somebody means who typed its id, its title, or a part of its title that no other has.

    Of several that may be meant, ``removed`` decides: those that are removed, or are not.
    """
    wanted = _plain(typed)
    named = [each for each in summaries if each.article_id == typed.strip()]
    titled = [each for each in summaries if wanted and _plain(each.title or "") == wanted]
    possible = named or titled or (find(summaries, typed) if wanted else [])
    fitting = [each for each in possible if removed == (each.live is None)] or possible
    if not possible:
        raise unknown_article(typed, _names(_near(summaries, wanted)))
    if len(fitting) > 1:
        message = f"{len(fitting)} articles can be meant by {typed!r}: type more of the title, or pick one"
        raise UnknownArticleError(message, "several_articles", typed=typed, titles=_names(fitting))
    return fitting[0]


def unknown_article(typed: str, nearest: Sequence[str] = ()) -> UnknownArticleError:
    """What is wrong with an id, or a title, that no article has."""
    message = f"this server has no article with the id {typed!r}: pick one from its list"
    return UnknownArticleError(message, "no_article", typed=typed, titles=list(nearest))


def _place(summary: ArticleSummary, wanted: str) -> int | None:
    """The number of words before the wanted beginning; ``None`` when it isn't there."""
    title, article_id = _plain(summary.title or ""), summary.article_id
    if title.startswith(wanted) or article_id.startswith(wanted):
        return 0
    before, there, _ = title.partition(f" {wanted}")
    if there:
        return len(before.split())
    words = title.split()
    return _ALL_WORDS if all(any(word.startswith(each) for word in words) for each in wanted.split()) else None


def _near(summaries: Sequence[ArticleSummary], wanted: str) -> list[ArticleSummary]:
    titles = [_plain(each.title or each.article_id) for each in summaries]
    alike = process.extract(wanted, titles, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_MOST_NAMED)
    return [summaries[index] for _, _, index in alike]


def _names(summaries: Sequence[ArticleSummary]) -> list[str]:
    """Titles, with the id where another of them has the same; the first few."""
    titles = [each.title or each.article_id for each in summaries]
    named = [
        f"{title} ({each.article_id})" if titles.count(title) > 1 else title
        for title, each in zip(titles, summaries, strict=True)
    ]
    return named[:_MOST_NAMED]


def _plain(text: str) -> str:
    return " ".join(fold(text).lower().split())
