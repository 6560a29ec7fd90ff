"""A follow-up is read in the light of what was asked and quoted before."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.question.followup import means_nobody
from bot.answering.question.intent import intent_of
from bot.domain.answer import Ambiguous, Answer, Found, NotFound, Profile, Topic
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import AnswerType, Intent, Question
from bot.domain.request import Request

Ask = Callable[..., Answer]
_NOBODY = Question("Where did it rain?", "Where did it rain?", AnswerType.LOCATION, ("rain",))
_AFTER_SOMETHING = Conversation((Turn(_NOBODY),))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("more", Intent.MORE),
        ("Tell me more!", Intent.MORE),
        ("what else?", Intent.MORE),
        ("more please", Intent.MORE),
        ("source?", Intent.SOURCE),
        ("What’s the source?", Intent.SOURCE),
        ("where did you read that", Intent.SOURCE),
        ("link please", Intent.SOURCE),
        ("how do you know?", Intent.SOURCE),
        ("is that still true?", Intent.SOURCE),
        ("are you sure?", Intent.SOURCE),
        ("really?", Intent.SOURCE),
        ("who else?", Intent.MORE),
        ("anything else?", Intent.MORE),
        ("is it true that Marl won?", Intent.ANSWER),
        ("who said that?", Intent.WHO_SAID),
        ("and who told it", Intent.WHO_SAID),
        ("Whose words are those?", Intent.WHO_SAID),
        ("who said that gold was all she wanted?", Intent.ANSWER),
        ("more medals than Voss?", Intent.ANSWER),
        ("what is the source of the river", Intent.ANSWER),
        ("why?", Intent.ANSWER),
        ("", Intent.ANSWER),
    ],
)
def test_some_messages_ask_of_the_last_answer(text: str, intent: Intent) -> None:
    """A message of a few fixed forms asks for more, for the source or for the speaker; any other asks anew."""
    assert intent_of(text, _AFTER_SOMETHING) is intent


@pytest.mark.parametrize("text", ["more", "source?", "who said that?"])
def test_a_first_message_asks_anew(text: str) -> None:
    """Where nothing was said before, nothing is asked of it."""
    assert intent_of(text, Conversation()) is Intent.ANSWER


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("When did Marl win the 800m?", "why?", "why did Marl win the 800m?"),
        ("When did Marl win the 800m?", "And where?", "And where did Marl win the 800m?"),
        ("When did Marl win the 800m?", "how exactly", "how did Marl win the 800m?"),
        ("Did Marl tear her hamstring?", "when did she do that?", "when Did Marl tear her hamstring?"),
        ("Did Marl tear her hamstring?", "why was that", "why Did Marl tear her hamstring?"),
        ("Who won the 1500m?", "when?", "when won the 1500m?"),
    ],
)
def test_a_bare_question_word_asks_the_same_otherwise(ask: Ask, before: str, text: str, meant: str) -> None:
    """A bare "why?" or "when?" puts its question word in front of what was asked before."""
    assert ask(before, text).question.meant == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how old is she?", "how old is Ada Marl?"),
        ("when did she win the 1500m?", "when did Ada Marl win the 1500m?"),
        ("how did they do?", "how did Ada Marl do?"),
        ("what is her time?", "what is Ada Marl's time?"),
        ("who beat them?", "who beat Ada Marl?"),
    ],
)
def test_a_pronoun_means_who_was_talked_about(ask: Ask, text: str, meant: str) -> None:
    """A pronoun stands for the athlete of the question before; everything beside it still counts."""
    question = ask("When did Marl win the 800m?", text).question
    assert question.meant == meant
    assert question.athletes == question.about == ("Ada Marl",)


def test_a_pronoun_can_mean_the_one_who_was_the_answer(ask: Ask) -> None:
    """Where the question named nobody, a pronoun stands for the one athlete that its answer names."""
    assert ask("Who won the 1500m?", "how old is she?").question.athletes == ("Bea Voss",)


@pytest.mark.parametrize("text", ["how old is he?", "did she win?", "when did he win gold", "what is her time?"])
@pytest.mark.parametrize("before", [(), ("Where did it rain?",)])
def test_a_pronoun_without_anybody_before_it_finds_nothing(ask: Ask, before: tuple[str, ...], text: str) -> None:
    """A question about "he" or "she" has no answer where nobody was talked about."""
    answer = ask(*before, text)
    assert isinstance(answer, NotFound)
    assert answer.question.athletes == ()


def test_a_pronoun_behind_somebody_is_theirs() -> None:
    """A pronoun further inside a question, or beside a name that isn't an athlete's, may mean somebody."""
    inside = Question("", "What did the mayor say when he spoke?", AnswerType.SPEECH, ("mayor",))
    named = Question("", "Is Otto Brand his?", AnswerType.PERSON, ("otto",), names=frozenset({"otto", "brand"}))
    assert not means_nobody(inside)
    assert not means_nobody(named)
    assert means_nobody(Question("", "When did he speak?", AnswerType.DATE, ("speak",)))


@pytest.mark.parametrize("text", ["and Voss?", "What about Bea Voss", "how about Voss?", "but Voss"])
def test_another_name_asks_the_same_of_another(ask: Ask, text: str) -> None:
    """A new name after "and" or "what about" takes the place of the old one."""
    question = ask("When did Marl win the 800m?", text).question
    assert question.meant == "When did Bea Voss win the 800m?"
    assert question.athletes == ("Bea Voss",)
    assert question.wanted is AnswerType.DATE


@pytest.mark.parametrize("before", ["When did Ada Marl’s race end?", "When did Mrl's race end?"])
def test_another_name_takes_the_place_however_the_old_was_spelled(ask: Ask, before: str) -> None:
    """The old name goes even where it was misspelt, and its possessive stays."""
    assert ask(before, "and Voss?").question.meant == "When did Bea Voss's race end?"


def test_another_name_after_nobody_asks_for_a_profile(ask: Ask) -> None:
    """Where the question before was about nobody, "and" with a name asks who that is."""
    assert isinstance(ask("Where did it rain?", "and Voss?"), Profile)


def test_a_new_name_drops_the_old_one(ask: Ask) -> None:
    """A question with a name of its own is about that athlete only, and so are those after it."""
    first, second = "When did Marl win the 800m?", "When did Voss win the 1500m?"
    assert ask(first, second).question.athletes == ("Bea Voss",)
    assert ask(first, second).question.about == ()
    assert ask(first, second, "how old is she?").question.athletes == ("Bea Voss",)


def test_a_change_of_topic_is_about_nobody(ask: Ask) -> None:
    """A full question without name or pronoun is not about the athlete before, who only helps the search."""
    question = ask("When did Marl win the 800m?", "How long did it rain in Torrin?").question
    assert question.athletes == ()
    assert question.meant == "How long did it rain in Torrin?"
    assert set(question.context_terms) == {"ada", "marl"}
    assert question.context == ""


def test_and_can_begin_a_question_of_its_own(ask: Ask) -> None:
    """A whole question after "and" is no detail of the one before."""
    assert ask("When did Marl win the 800m?", "And who fell?").question.meant == "And who fell?"


@pytest.mark.parametrize("text", ["what about in Ostrel?", "and in Ostrel?", "and what about in Ostrel?"])
def test_a_detail_is_asked_of_the_same_athlete(ask: Ask, text: str) -> None:
    """A few words after "and" or "what about" take the place of a detail, or are put to the question before."""
    assert ask("When did Marl win the 800m?", text).question.meant == "When did Marl win the 800m in Ostrel?"
    assert ask("When did Marl win in Torrin?", text).question.meant == "When did Marl win in Ostrel?"


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("What is Marl's record in the 800m?", "and the mile?", "What is Marl's record in the mile?"),
        ("When did Marl win the 800m?", "and the 1500m?", "When did Marl win the 1500m?"),
        ("Where did Marl finish in 2023?", "what about 2024?", "Where did Marl finish in 2024?"),
        ("Where did Marl finish?", "2024?", "Where did Marl finish in 2024?"),
        ("Where did Marl finish in Torrin?", "then Ostrel?", "Where did Marl finish in Ostrel?"),
        ("What is Marl's record?", "and before that?", "What is Marl's record before that?"),
        ("Where did Marl finish?", "and last year?", "Where did Marl finish last year?"),
    ],
)
def test_one_detail_takes_the_place_of_another(ask: Ask, before: str, text: str, meant: str) -> None:
    """Another event, year or place is asked of the same athlete in the same way."""
    question = ask(before, text).question
    assert (question.meant, question.athletes) == (meant, ("Ada Marl",))


@pytest.mark.parametrize("between", ["what is her shoe size?", "zzz?", "did it rain in Torrin?"])
def test_the_subject_stays_through_what_has_no_answer(ask: Ask, between: str) -> None:
    """Whom the conversation is about stays until somebody else is named, whatever was declined in between."""
    assert ask("When did Marl win the 800m?", between, "how old is she?").question.athletes == ("Ada Marl",)


def test_he_is_nobody_whom_the_articles_call_she(ask: Ask) -> None:
    """A pronoun that the articles never use of the subject doesn't mean the subject."""
    assert ask("When did Marl win the 800m?", "when did he win the 1500m?").question.athletes == ()


@pytest.mark.parametrize("text", ["no, I meant Voss", "sorry, Bea Voss", "i mean voss"])
def test_a_correction_asks_the_same_of_another(ask: Ask, text: str) -> None:
    """Whoever was meant instead is asked about in the same way."""
    assert ask("When did Marl win the 800m?", text).question.meant == "When did Bea Voss win the 800m?"


def test_another_name_alone_asks_the_same_of_another(ask: Ask) -> None:
    """After a question about somebody, another name alone asks the same."""
    assert ask("When did Marl win the 800m?", "Voss").question.meant == "When did Bea Voss win the 800m?"


def test_another_name_asks_what_was_last_asked_of_somebody(ask: Ask) -> None:
    """A question in between that names nobody, such as "why so bad", is passed over."""
    question = ask("When did Marl win the 800m?", "why so well", "and Voss?").question
    assert question.meant == "When did Bea Voss win the 800m?"


def test_a_name_that_nobody_lists_can_be_the_subject(ask: Ask) -> None:
    """What a question names by a capital stays the subject, even where no athlete is called that."""
    asked = ask("Who built the Torrin Dome?", "when was it opened, and what is its height?").question
    assert asked.context_terms[:2] == ("torrin", "dome")


def test_two_things_are_answered_part_by_part(ask: Ask) -> None:
    """When and where are two questions; one sentence that answers both is quoted once."""
    answer = ask("when and where did Voss win the 1500m?")
    assert [quote.text for quote in answer.quotes] == ["Bea Voss won the 1500m in Ostrel on 9 June 2024."]


def test_two_athletes_are_compared_side_by_side(ask: Ask) -> None:
    """Of two who are compared each one's sentence is quoted."""
    answer = ask("compare Marl and Voss")
    assert isinstance(answer, Found)
    assert len(answer.quotes) == 2


def test_more_does_not_repeat(ask: Ask) -> None:
    """Asked for more, the bot quotes nothing that it has quoted."""
    first, more = ask("What happened to Marl?"), ask("What happened to Marl?", "more")
    assert not {quote.reference for quote in first.quotes} & {quote.reference for quote in more.quotes}
    assert more.question.text == "more"
    assert more.question.terms == first.question.terms


def test_more_of_a_profile_is_of_the_same_athlete(ask: Ask) -> None:
    """Asked for more after a profile, the bot goes on with the athlete, and ends when all is told."""
    profile = ask("Voss")
    more = ask("Voss", "more")
    assert isinstance(profile, Profile)
    assert isinstance(more, Profile | NotFound)
    assert not {quote.reference for quote in profile.quotes} & {quote.reference for quote in more.quotes}
    assert isinstance(ask("Voss", "more", "more", "more"), NotFound)


def test_the_same_question_has_the_same_answer(ask: Ask) -> None:
    """A question that is asked again is answered again."""
    first, again = ask("What did Marl say?"), ask("What did Marl say?", "What did Marl say?")
    assert [quote.text for quote in again.quotes] == [quote.text for quote in first.quotes] != []


def test_what_was_quoted_still_answers_where_nothing_else_does(ask: Ask) -> None:
    """A sentence that was quoted for one question is quoted again where only it answers the next."""
    answer = ask("Who won the 1500m?", "When did Voss win the 1500m?")
    assert [quote.text for quote in answer.quotes] == ["Bea Voss won the 1500m in Ostrel on 9 June 2024."]


def test_the_source_is_what_was_quoted_last(ask: Ask) -> None:
    """Asked for the source, the bot shows its last quotes once more, past an answer without any."""
    quoted = [quote.text for quote in ask("What did Marl say?").quotes]
    for texts in (["What did Marl say?", "source?"], ["What did Marl say?", "zzz", "source?"]):
        answer = ask(*texts)
        assert isinstance(answer, Found)
        assert answer.topic is Topic.SOURCE
        assert [quote.text for quote in answer.quotes] == quoted


def test_who_said_that_shows_speech_only(ask: Ask) -> None:
    """Asked who said that, the bot shows the quotes that have a speaker, or none."""
    said = ask("What did Voss say?", "who said that?")
    assert {quote.speaker for quote in said.quotes} == {"Bea Voss"}
    assert isinstance(ask("Where did it rain?", "who said that?"), NotFound)


@pytest.mark.parametrize("text", ["source?", "more", "why?", "and?"])
def test_nothing_before_is_nothing_to_follow(ask: Ask, text: str) -> None:
    """Where nothing was said, a follow-up finds nothing."""
    assert isinstance(ask(text), NotFound)


def test_a_name_settles_whom_the_bot_asked_back_about(ask: Ask) -> None:
    """A full name after "which one?" answers the question that was open."""
    assert isinstance(ask("When did Quill win the steeplechase?"), Ambiguous)
    answer = ask("When did Quill win the steeplechase?", "Cora Quill")
    assert answer.question.meant == "When did Cora Quill win the steeplechase?"
    assert answer.question.text == "Cora Quill"


def test_the_article_quoted_last_comes_first(ask: Ask) -> None:
    """A follow-up looks first into the article that was just quoted."""
    assert ask("What did Marl say?", "why?").question.nearby[0] == "marl-gold"


_MESSAGES = [
    "Marl",
    "Voss",
    "Quill",
    "why?",
    "more",
    "source?",
    "who said that?",
    "and",
    "he",
    "her",
    "won",
    "?",
    "800m",
]


@settings(deadline=None, max_examples=60)
@given(
    texts=st.lists(st.lists(st.sampled_from(_MESSAGES), max_size=4).map(" ".join) | st.text(), min_size=1, max_size=4)
)
def test_any_conversation_can_be_held(press: Answerer, texts: list[str]) -> None:
    """No message is an error after any others, and what was typed is kept."""
    conversation = Conversation()
    for text in texts:
        answer = press.answer(Request(text), conversation)
        assert answer.question.text == text.strip()
        conversation = conversation.with_turn(Turn(answer.question, tuple(q.reference for q in answer.quotes)))
