"""What the articles have on one athlete, topic by topic."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.answering.evidence import EvidenceFinder
from bot.answering.lexicon import Lexicon
from bot.answering.reading import Sentence
from bot.domain.answer import Section, Topic
from bot.domain.quote import Quote
from bot.retrieval.analyzer import word_term

QUOTES = 2
"""How many quotes a topic shows."""

_INJURY = word_term("injury")
_MEDAL = word_term("medal")
_VICTORY = word_term("victory")
_MOSTLY = 0.5


class Topics:
    """Sorts an athlete's sentences into topics; the newest article first, each sentence under one topic only."""

    def __init__(self, finder: EvidenceFinder, lexicon: Lexicon) -> None:
        self._finder = finder
        self._injuries = _group(lexicon, _INJURY)
        self._results = _group(lexicon, _MEDAL) | _group(lexicon, _VICTORY)
        self._belongs: tuple[tuple[Topic, Callable[[Sentence, str], bool]], ...] = (
            (Topic.OWN_WORDS, self._is_said),
            (Topic.INJURIES, self._is_injury),
            (Topic.RESULTS, self._is_result),
            (Topic.LATEST, lambda sentence, athlete: athlete in sentence.people),
        )

    def sections(self, athlete: str) -> tuple[Section, ...]:
        """The topics that have something on the athlete, latest first; empty for an unknown athlete."""
        found: dict[Topic, list[Quote]] = {topic: [] for topic in Topic}
        for sentence in self._about(athlete):
            topic = next((topic for topic, belongs in self._belongs if belongs(sentence, athlete)), None)
            if topic:
                found[topic].append(Quote(sentence.revision, sentence.span, None, sentence.speaker))
        shown = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS)
        return tuple(Section(topic, tuple(found[topic][:QUOTES])) for topic in shown if found[topic])

    def _about(self, athlete: str) -> Iterator[Sentence]:
        for sentences in sorted(self._finder.sentences_about(athlete), key=_newest_first):
            yield from sentences

    def _is_said(self, sentence: Sentence, athlete: str) -> bool:
        return sentence.speaker == athlete and sentence.spoken > _MOSTLY

    def _is_injury(self, sentence: Sentence, athlete: str) -> bool:
        return athlete in sentence.about and bool(sentence.terms & self._injuries)

    def _is_result(self, sentence: Sentence, athlete: str) -> bool:
        return athlete in sentence.people and bool(sentence.terms & self._results)


def _group(lexicon: Lexicon, term: str) -> frozenset[str]:
    return lexicon.related.get(term, frozenset()) | {term}


def _newest_first(sentences: Sequence[Sentence]) -> tuple[int, str]:
    revision = sentences[0].revision
    return -(revision.byline.published or date.min).toordinal(), revision.article_id
