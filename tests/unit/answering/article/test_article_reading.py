"""An article is read once: its sentences, whom they name, whom they mean, and who speaks."""

from collections.abc import Container
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.article.reading import ArticleReading, Sentence
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer, Mention
from bot.domain.article import Revision
from bot.domain.span import Span
from bot.retrieval.passage_index import PassageIndex
from bot.text.sentences import blocks

GAZETTEER = Gazetteer(["Ann Lee", "Bob Lee", "Josh Kerr"])
NO_WORDS = NameWords(frozenset(), frozenset())
_texts = st.lists(
    st.sampled_from(
        ["Ann Lee", "Lee", "Kerr", "he", "said", "“I was so tired,”", "won.", "ran.", "“", "”", "\n\n", "# A\n"]
    )
).map(" ".join)


def _reading(text: str) -> ArticleReading:
    return ArticleReading(Revision("a", text), GAZETTEER, NO_WORDS)


def _read(sentence: Sentence) -> tuple[object, ...]:
    return sentence.people, sentence.referred, sentence.speaker, sentence.spoken


def _last(text: str) -> Sentence:
    return _reading(text).sentences[-1]


@settings(deadline=None)
@given(text=st.one_of(_texts, st.text()))
def test_all_sentences_are_read(text: str) -> None:
    """The sentences are those of the article, in order, each numbered by its place."""
    sentences = _reading(text).sentences
    assert [sentence.span for sentence in sentences] == [span for block in blocks(text) for span in block.sentences]
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))


@settings(deadline=None)
@given(text=_texts)
def test_offsets_are_the_article_s(text: str) -> None:
    """Terms and names of a sentence lie inside its span of the article's text."""
    for sentence in _reading(text).sentences:
        places = [(token.start, token.end) for token in sentence.tokens]
        places += [(name.start, name.end) for name in sentence.names]
        assert all(sentence.span.contains(Span(start, end)) for start, end in places)


@settings(deadline=None)
@given(text=_texts, chance=st.randoms(use_true_random=False))
def test_a_sentence_reads_the_same_whichever_is_read_first(text: str, chance: Random) -> None:
    """Whom a sentence names and means, and who speaks, doesn't depend on which sentences were read before it."""
    in_order = [_read(sentence) for sentence in _reading(text).sentences]
    mixed = list(enumerate(_reading(text).sentences))
    chance.shuffle(mixed)
    assert all(_read(sentence) == in_order[index] for index, sentence in mixed)


@given(text=st.one_of(_texts, st.text()))
def test_a_searched_article_is_read_like_any_other(text: str) -> None:
    """Where its sentences stand is taken from the index, and is the same as found in the text."""
    revision = Revision("a", text)
    searched = ArticleReading(revision, GAZETTEER, NO_WORDS, PassageIndex([revision]).sentences(revision))
    assert [sentence.span for sentence in searched.sentences] == [s.span for s in _reading(text).sentences]


@settings(deadline=None)
@given(text=_texts)
def test_the_spoken_share_is_a_share(text: str) -> None:
    """Between nothing and all of a sentence is spoken, and only somebody's speech has a speaker."""
    for sentence in _reading(text).sentences:
        assert 0 <= sentence.spoken <= 1
        assert sentence.speaker is None or sentence.spoken > 0


@settings(deadline=None)
@given(text=_texts)
def test_nobody_is_both_named_and_referred_to(text: str) -> None:
    """Whoever a sentence names needs no pronoun to be meant."""
    for sentence in _reading(text).sentences:
        assert not set(sentence.people) & set(sentence.referred)
        assert sentence.about == sentence.people + sentence.referred


def test_a_long_article_is_read_where_the_question_leads() -> None:
    """For the people of one sentence, most of a long article stays unread."""
    read: list[str] = []

    class Watched(Gazetteer):
        def mentions(self, text: str, vocabulary: Container[str] | None = None) -> list[Mention]:
            read.append(text)
            return super().mentions(text, vocabulary)

    text = "It rained. " * 90 + "Kerr won. It rained. He smiled. " + "It rained. " * 90
    reading = ArticleReading(Revision("a", text), Watched(["Josh Kerr"]), NO_WORDS)
    assert reading.sentences[92].about == ("Josh Kerr",)
    assert sum(map(len, read)) < len(text) / 4


@settings(deadline=None)
@given(text=_texts)
def test_the_sentences_about_an_athlete_are_those_that_name_or_mean_them(text: str) -> None:
    """An athlete's sentences are all those whose people they are among, in order."""
    for athlete in GAZETTEER.athletes:
        expected = [sentence.span for sentence in _reading(text).sentences if athlete in sentence.about]
        assert [sentence.span for sentence in _reading(text).about(athlete)] == expected


def test_who_says_i_may_be_named_later() -> None:
    """A sentence is about whoever says "I" in it, also where somebody else was named last."""
    reading = _reading("Ann Lee won.\n\n“I was so tired by then.” Kerr added: “My foot hurt.”")
    assert [sentence.index for sentence in reading.about("Josh Kerr")] == [1, 2]


def test_a_sentence_is_found_by_its_span() -> None:
    """A sentence is found again by where it begins, and knows its neighbours."""
    reading = _reading("Ann Lee won. Kerr fell.")
    first = reading.sentence(Span(0, 5))
    assert first is reading.sentences[0]
    assert reading.neighbour(first, 1) is reading.sentences[1]
    assert reading.neighbour(first, -1) is None
    assert reading.neighbour(first, 2) is None


def test_a_named_athlete_is_named_in_full() -> None:
    """A surname in a sentence names the athlete."""
    assert _last("Kerr's race went well.").people == ("Josh Kerr",)


def test_a_shared_surname_is_whoever_bore_it_in_full_before() -> None:
    """Among athletes of one surname, the one the article named in full is meant by it afterwards."""
    assert _last("Bob Lee won. Lee smiled.").people == ("Bob Lee",)


def test_a_shared_surname_alone_names_nobody() -> None:
    """A shared surname that the article never gave in full names nobody."""
    assert _last("Lee smiled.").people == ()


def test_a_pronoun_means_the_athlete_named_last() -> None:
    """A pronoun or description refers to the athlete named last before it."""
    assert _last("Ann Lee met Kerr. He won.").referred == ("Josh Kerr",)
    assert _last("Ann Lee won. It was the champion.").referred == ("Ann Lee",)


def test_a_pronoun_for_somebody_named_in_the_sentence_adds_nobody() -> None:
    """A pronoun after its own name in the sentence refers to nobody else."""
    assert _last("Kerr won. Ann Lee hurt her foot.").referred == ()


def test_i_means_the_speaker() -> None:
    """In direct speech, "I" refers to whoever speaks."""
    sentence = _last("“I was so tired by then,” said Kerr. “My foot hurt all day.”")
    assert (sentence.speaker, sentence.referred) == ("Josh Kerr", ("Josh Kerr",))


def test_nobody_was_named_before_the_first_name() -> None:
    """Before any name, nobody was named last."""
    assert [sentence.referred for sentence in _reading("He won. Kerr fell. He rose.").sentences] == [
        (),
        (),
        ("Josh Kerr",),
    ]


def test_the_share_of_speech_is_by_characters() -> None:
    """A sentence that is all speech is spoken wholly, one without speech not at all."""
    shares = [sentence.spoken for sentence in _reading("Kerr won. “I was so tired by then.”").sentences]
    assert shares == [0.0, 1.0]
