"""Builds what is told of news: notifications, digests, pages of the newest articles, and lists of follows."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.following import Digest, Follow, News
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote
from bot.domain.schedule import Schedule
from bot.domain.sent_answer import SentAnswer
from bot.following.newest import NewsPage
from bot.frontends.discord.corrections.struck_quotes import mark_quotes
from bot.frontends.discord.ui.controls import Row, button, option, select, turning
from bot.frontends.discord.ui.layout import Accent, build_view, place_beside
from bot.frontends.discord.ui.pages import Block, fit_blocks, write_quote
from bot.frontends.discord.ui.translations import FOLLOWING, MANAGING, PIECES, Words

MOST_CARDS = 4
"""How many athletes have a button for their card below a notification."""
FOLLOWS_PER_PAGE = 6
_MOST_FOLLOWERS = 5
_NEWS_QUOTE = 850
"""Characters of a quote with its attribution on a page of news, so that all of a page fit into a message."""
_DIGEST_QUOTE = 600


def build_news(sent: SentAnswer, news: News, server: str, words: Words) -> ui.LayoutView:
    """The message about new articles; one to a member says which server it is about, one to a channel who follows."""
    said = words.of(FOLLOWING)
    shown, left = fit_blocks([Block(write_quote(quote, words.of(PIECES)), (quote,)) for quote in news.quotes])
    head = said.say("news_head", athletes=news.athletes[:MOST_CARDS], further=len(news.athletes[MOST_CARDS:]))
    further = news.further + left
    foot = [said.say("news_further", count=further)] if further else []
    if sent.conversation.member_id:
        foot.append(said.say("told_directly", server=server))
    else:
        few = news.followers[:_MOST_FOLLOWERS]
        foot.append(said.say("told_here", followers=few, further=len(news.followers) - len(few)))
    return build_view([head, *mark_quotes(shown), *foot], [_cards(sent, said)], Accent.FOUND)


def build_digest(sent: SentAnswer, digest: Digest, words: Words) -> ui.LayoutView:
    """The message about a server's week."""
    said, pieces = words.of(FOLLOWING), words.of(PIECES)
    blocks = [
        Block(f"{said.say('digest_athlete', athlete=athlete)}\n{write_quote(quote, pieces, _DIGEST_QUOTE)}", (quote,))
        for athlete, quote in digest.quotes
    ]
    texts = [said.say("digest_head"), *mark_quotes(blocks)]
    if digest.further > 0:
        texts.append(said.say("digest_further", count=digest.further))
    if digest.asked:
        texts.append(said.say("digest_asked", asked=digest.asked))
    if digest.unanswered:
        texts.append(said.say("digest_unanswered", unanswered=digest.unanswered))
    newest = button("newest", said.say("newest"), sent.answer_id)
    return build_view(texts, [[*_cards(sent, said), newest]], Accent.FOUND)


def build_news_page(sent: SentAnswer, page: NewsPage, words: Words) -> ui.LayoutView:
    """A page of the newest articles."""
    said, pieces = words.of(FOLLOWING), words.of(PIECES)
    athlete = next(iter(sent.turn.question.athletes), None)
    blocks = [Block(write_quote(quote, pieces, _NEWS_QUOTE), (quote,)) for quote in page.quotes]
    head = said.say("newest_head", athlete=athlete, count=len(blocks))
    foot = [pieces.say("page", number=page.number + 1, of=page.pages)] if page.pages > 1 else []
    row = turning("news", pieces, page.number, page.pages, sent.answer_id)
    accent = Accent.FOUND if blocks else Accent.NOTHING
    return build_view([head, *mark_quotes(blocks), *foot], [row], accent)


def build_unknown(name: str, near: Sequence[str], wish: str, words: Words) -> ui.LayoutView:
    """Whether one of those is meant whose names are near, or somebody whom no article names yet."""
    said = words.of(FOLLOWING)
    choose = select("follow-near", words.of(PIECES).say("which_placeholder"), [option(n, n) for n in near], wish)
    anyhow = button("follow-new", said.say("follow_new", name=name), wish, name)
    return build_view([said.say("not_named", name=name)], [[choose], [anyhow]])


def build_follows(
    follows: Sequence[Follow],
    page: int,
    servers: dict[int, str],
    awaited: Collection[int],
    own: Schedule | None,
    words: Words,
) -> ui.LayoutView:
    """A member's follows, each with a button that ends it; ``servers`` are names to be told, by server.

    ``awaited`` are those of somebody whom no article names yet, ``own`` the times that the member chose.
    """
    said = words.of(FOLLOWING)
    pages = max(1, -(-len(follows) // FOLLOWS_PER_PAGE))
    page = max(0, min(page, pages - 1))
    texts: list[Any] = [said.say("follows_head", count=len(follows))]
    for follow in follows[page * FOLLOWS_PER_PAGE : (page + 1) * FOLLOWS_PER_PAGE]:
        server, is_awaited = servers.get(follow.server_id, ""), follow.follow_id in awaited
        text = said.say("follow", follow=follow, server=server, awaited=is_awaited)
        texts.append(place_beside(text, button("unfollow", said.say("stop"), f"{follow.follow_id}:{page}")))
    times: Row = []
    if follows or own:
        texts.append(said.say("times_now", own=own))
        times.append(button("own-times", words.of(MANAGING).say("times")))
    if own:
        times.append(button("server-times", said.say("times_off")))
    return build_view(texts, [turning("following", words.of(PIECES), page, pages), times])


def as_question(athletes: tuple[str, ...], words: Words) -> Question:
    """What news are taken for when somebody refers to them: a question about the athletes."""
    text = words.of(FOLLOWING).say("news_name", athletes=athletes)
    return Question(text, text, AnswerType.ABOUT, (), athletes=athletes)


def quotes_of(content: News | Digest) -> tuple[Quote, ...]:
    """Every quote that is told."""
    return content.quotes if isinstance(content, News) else tuple(quote for _, quote in content.quotes)


def is_about(message: discord.Message, answer_id: str) -> bool:
    """Whether a message is the one that has this id in its buttons."""
    return any(answer_id in custom_id.split(":") for custom_id in _custom_ids(message.components))


def _custom_ids(components: Sequence[Any]) -> Iterator[str]:
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))


def _cards(sent: SentAnswer, said: Words) -> Row:
    """A button for each athlete's card; there is one at least wherever there is news, by which a message is known."""
    athletes = sent.turn.question.athletes[:MOST_CARDS]
    return [button("card", said.say("card", athlete=name), sent.answer_id, str(at)) for at, name in enumerate(athletes)]
