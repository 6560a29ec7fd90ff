"""Which words of a sentence are marked as the answer: those that can be it, and none where none can."""

import pytest

from bot.answering.article.reading import ArticleReading
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.question.expected_type import expected_type
from bot.answering.ranking.answer_patterns import STRONG
from bot.answering.ranking.answer_types import candidates
from bot.domain.article import Revision
from bot.domain.question import Question
from bot.text.analyzer import terms
from bot.text.normalize import fold_lower


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        # A day or a year is no mark.
        ("How high did Marl jump in Ostrel?", "Marl won in Ostrel on 12 May 2031 with 2.04 metres.", ["2.04 metres"]),
        ("How far did Voss throw in Ostrel?", "Voss won in Ostrel in 2031 with 71.30 metres.", ["71.30 metres"]),
        ("How far did Voss throw in Ostrel?", "Voss won the title in Ostrel on 9 June 2031.", []),
        # Each measure is its own.
        ("How far did Voss throw?", "Voss threw 71.30 metres after a lap in 58.21 seconds.", ["71.30 metres"]),
        ("How fast was Marl in Ostrel?", "Marl ran 1:57.40 in Ostrel and jumped 6.12 metres.", ["1:57.40"]),
        ("How much did Voss lift?", "Voss lifted 104 kg at her third try.", ["104 kg"]),
        # A margin is no mark, nor is a part of the event.
        ("How fast was Marl in Ostrel?", "Marl won in Ostrel by 0.02 seconds.", []),
        ("How fast was Marl in Ostrel?", "Marl came through halfway in 57.80 and won in 1:57.40.", ["1:57.40"]),
        # A mark that fell is not the one that was made.
        ("How fast was Marl in Ostrel?", "Marl took a second off the record of 1:58.41 that Voss had set.", []),
        ("How fast was Marl?", "Marl ran 1:57.40 and so beat the old record of 1:58.41.", ["1:57.40"]),
        ("How far did Voss throw?", "Voss improved from 69.10 metres to 71.30 metres.", ["71.30 metres"]),
        ("How far did Voss throw?", "Voss had thrown only 66.02 metres in Brunnen.", []),
        ("How far did Voss throw in Brunnen?", "Voss had thrown only 66.02 metres in Brunnen.", ["66.02 metres"]),
        ("How fast was the old record?", "The old record was 1:58.41.", ["1:58.41"]),
        # Nor is its date when the new one was.
        ("When did Marl set her record?", "Marl took a second off the record of 1:58.41 that Voss set in 2027.", []),
        (
            "When did Marl set her record?",
            "On 4 May 2031 Marl broke the record, set by Voss in 2027, with 1:57.40.",
            ["4 May 2031"],
        ),
        ("When did Marl win in Ostrel?", "Marl, born on 3 July 2004, won in Ostrel on 4 May 2031.", ["4 May 2031"]),
        # Ranks, ages, laps, days and distances count nothing.
        ("How many matches did Marl play?", "Marl, ranked 22 in the world, did not play.", []),
        ("How many matches did Marl play?", "Marl played 31 matches and ended the year ranked 22.", ["31"]),
        ("How many titles has Voss won?", "Voss, 27, won the 800m title in 2031.", []),
        ("How many titles has Voss won?", "Voss won three national titles, the last at the age of 27.", ["three"]),
        ("How many records has Marl set?", "The best was 6.24, which Marl had set in Ostrel.", []),
        ("How many people watched?", "On 9 June some 4,200 people watched in lane 6.", ["4,200"]),
        ("How tall is Voss?", "Voss has four sisters.", []),
        ("How tall is Voss?", "Voss is 188 cm tall.", ["188"]),
        ("How much does Voss earn?", "Voss beat Marl by two hundredths of a second.", []),
        ("How much does Voss earn?", "Voss gets 30,000 euros a year for 12 races.", ["30,000"]),
        # Whom the question is about is not who.
        ("Who beat Marl?", "Ada Marl lost to Bea Voss.", ["Bea Voss"]),
        ("Who beat Marl?", "Ada Marl lost.", []),
        ("Who won, Marl or Voss?", "Ada Marl won.", ["Ada Marl"]),
    ],
)
def test_the_words_that_can_answer_are_marked(
    known: Gazetteer, lexicon: Lexicon, asked: str, text: str, marked: list[str]
) -> None:
    """Only words that can answer the question are surely of its kind."""
    athletes = known.resolve(asked).athletes
    names = frozenset(word for name in athletes for word in fold_lower(name).split()[-1:])
    question = Question(
        asked, asked, expected_type(asked, lexicon), tuple(terms(asked)), athletes=athletes, names=names
    )
    found = [
        candidate.span.slice(text)
        for sentence in ArticleReading(Revision("a", text), known, lexicon.names).sentences
        for candidate in candidates(question, sentence, lexicon)
        if candidate.strength >= STRONG
    ]
    assert found == marked
