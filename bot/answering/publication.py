"""An answer as plain data: the one shape in which every front-end publishes it.

Offsets count characters of the stored article's text: ``text`` is always its ``[start:end]``, and ``bold`` lies inside
that range.
"""

from typing import Any

from bot.answering.composer import Composer
from bot.domain.answer import KIND, Answer, NotFound
from bot.domain.article import Revision
from bot.domain.quote import Quote


def publish(answer: Answer, composer: Composer) -> dict[str, Any]:
    """The answer with its words, ready for JSON."""
    return {
        "question": answer.question.text,
        "understood_as": answer.question.meant if answer.question.meant != answer.question.text else None,
        "kind": KIND[type(answer)],
        "certainty": answer.certainty.value,
        "confidence": round(answer.confidence, 4),
        "athletes": list(answer.question.athletes),
        "quotes": [_quote(quote) for quote in answer.quotes],
        "nearest": [_quote(quote) for quote in answer.nearest] if isinstance(answer, NotFound) else [],
        "suggestions": composer.suggestions(answer),
        "rendered": composer.compose(answer),
    }


def describe(revision: Revision) -> dict[str, Any]:
    """An article's attribution; what it doesn't say is ``None``."""
    byline = revision.byline
    return {
        "id": revision.article_id,
        "title": byline.title,
        "outlet": byline.outlet,
        "author": byline.author,
        "published": byline.published.isoformat() if byline.published else None,
        "url": byline.url,
        "sha256": revision.sha256,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "bold": [quote.bold.start, quote.bold.end] if quote.bold else None,
        "speaker": quote.speaker,
        "article": describe(quote.revision),
    }
