"""Evidence for a question: the articles' sentences, best first, each ready to be quoted."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.onnx.bundled import shared_encoder
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.ranking.evidence import SENTENCES, EvidenceFinder
from bot.answering.ranking.weights import Weights
from bot.domain.article import Revision
from bot.domain.question import AnswerType, Question
from bot.retrieval.passage_index import PassageIndex
from bot.text.analyzer import terms

Understand = Callable[[str], Question]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did Marl win the 800m?", "won the 800m"),
        ("What did Marl say?", "never been so tired"),
        ("Why was the stadium closed?", "because of floods"),
        ("When did Voss break her foot?", "broke her foot"),
    ],
)
def test_the_answering_sentence_comes_first(
    finder: EvidenceFinder, understand: Understand, question: str, words: str
) -> None:
    """The sentence that plainly answers is the best evidence."""
    assert words in finder.rank(understand(question))[0].quote.text


def test_the_answering_words_are_marked(finder: EvidenceFinder, understand: Understand) -> None:
    """The quote marks the words of the wanted kind, and a sentence that is all answer has none marked."""
    won = finder.rank(understand("When did Marl win the 800m?"))[0].quote
    said = finder.rank(understand("What did Marl say?"))[0].quote
    assert won.bold is not None
    assert won.bold.slice(won.revision.text) == "3 May 2024"
    assert said.bold is None
    assert said.speaker == "Ada Marl"


def test_a_guess_is_not_marked(finder: EvidenceFinder, understand: Understand) -> None:
    """Words that may or may not be of the wanted kind are found, and not marked."""
    guessed = [scored for scored in finder.rank(understand("What did Marl take?")) if scored.evidence.answer]
    assert guessed
    assert all(scored.quote.bold is None for scored in guessed)


def test_what_was_quoted_can_be_left_out(finder: EvidenceFinder, understand: Understand) -> None:
    """Sentences that were quoted are no candidates once more; all others still are."""
    question = understand("When did Marl win the 800m?")
    best, *others = finder.rank(question)
    left = finder.rank(question, [best.quote.reference])
    assert {scored.quote.reference for scored in left} == {scored.quote.reference for scored in others}


def test_nothing_matches_nothing(finder: EvidenceFinder, understand: Understand) -> None:
    """A question that shares no word with any article has no evidence."""
    assert finder.rank(understand("hedgehogs?")) == []
    assert finder.rank(understand("?")) == []


def test_equally_good_sentences_go_by_article_and_place(lexicon: Lexicon, weights: Weights) -> None:
    """Equal sentences come by article id, whichever order the articles were given in."""
    revisions = [Revision(name, "It rained all day.") for name in "cab"]
    finder = EvidenceFinder(PassageIndex(revisions), Gazetteer([]), lexicon, weights, shared_encoder())
    question = Question("rain", "rain", AnswerType.THING, ("rain",))
    assert [scored.quote.revision.article_id for scored in finder.rank(question)] == ["a", "b", "c"]


def test_a_story_kept_twice_is_one_source(lexicon: Lexicon, weights: Weights) -> None:
    """A sentence that stands in two articles is quoted once, and once quoted it isn't brought again from the other."""
    text = "It rained all day in Turku before Ingrid Halden won."
    revisions = [Revision("a", text), Revision("b", text.replace(" ", "\u00a0"))]
    finder = EvidenceFinder(PassageIndex(revisions), Gazetteer([]), lexicon, weights, shared_encoder())
    question = Question("rain", "rain", AnswerType.THING, ("rain",))
    (found,) = finder.rank(question)
    assert finder.rank(question, [found.quote.reference]) == []


def test_the_best_score_comes_first(finder: EvidenceFinder, understand: Understand) -> None:
    """Evidence is in the order of its scores."""
    scores = [scored.score for scored in finder.rank(understand("Did Marl or Voss win gold?"))]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1


def test_not_every_sentence_is_looked_at(lexicon: Lexicon, weights: Weights) -> None:
    """Of very many sentences only some are held against the question."""
    revisions = [Revision(str(number), "It rained. " * 10) for number in range(20)]
    finder = EvidenceFinder(PassageIndex(revisions), Gazetteer([]), lexicon, weights, shared_encoder())
    assert len(finder.rank(Question("rain", "rain", AnswerType.THING, ("rain",)))) == SENTENCES


@pytest.mark.parametrize(
    ("other", "shared"), [("Bea Voss", True), ("Ada Marl", True), ("Cora Quill", False), ("Otto Brand", False)]
)
def test_two_athletes_share_an_article_that_has_something_on_both(
    finder: EvidenceFinder, other: str, *, shared: bool
) -> None:
    """Two share an article that names both; those whom no article names together, or at all, share none."""
    assert finder.share_article("Ada Marl", other) is shared
    assert finder.share_article(other, "Ada Marl") is shared


def test_sentences_about_an_athlete_name_or_mean_them(finder: EvidenceFinder) -> None:
    """Sentences about an athlete come article by article, in the order of the text; nobody unknown has any."""
    found = {sentences[0].revision.article_id: sentences for sentences in finder.sentences_about("Ada Marl")}
    assert set(found) == {"marl-gold", "voss-gold"}
    for sentences in found.values():
        assert all("Ada Marl" in sentence.about for sentence in sentences)
        assert [sentence.index for sentence in sentences] == sorted(sentence.index for sentence in sentences)
    assert finder.sentences_about("Otto Brand") == []


@settings(deadline=None)
@given(text=st.text(), wanted=st.sampled_from(AnswerType))
def test_all_evidence_can_be_quoted(finder: EvidenceFinder, text: str, wanted: AnswerType) -> None:
    """Whatever is asked, each piece of evidence is some characters of an article, and none comes twice."""
    asked = f"{text} Marl gold Torrin"
    ranked = finder.rank(Question(asked, asked, wanted, tuple(dict.fromkeys(terms(asked)))))
    references = [scored.quote.reference for scored in ranked]
    assert len(set(references)) == len(references) > 0
