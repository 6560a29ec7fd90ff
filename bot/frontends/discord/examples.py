"""Example questions that the present articles answer."""

from collections import Counter

from bot.domain.answer import Topic
from bot.frontends.discord.phrasebook import Words
from bot.newsroom import Newsroom

_TOPICS = (Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS, Topic.LATEST)


async def examples(newsroom: Newsroom, server_id: int | None, words: Words) -> list[str]:
    """A question per topic, each about another of the athletes whom most articles name, as far as they have it."""
    named = Counter(name for revision in newsroom.articles(server_id=server_id) for name in revision.athletes)
    found: list[str] = []
    topics = list(_TOPICS)
    for athlete, _ in named.most_common(len(_TOPICS) * 2):
        sections = await newsroom.sections(athlete, server_id=server_id)
        topic = next((topic for topic in topics if any(section.topic is topic for section in sections)), None)
        if topic:
            topics.remove(topic)
            found.append(words.composer.example(topic, athlete))
    return found
