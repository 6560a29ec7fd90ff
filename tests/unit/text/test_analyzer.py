"""Analysis turns text into index terms that know where they were read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text import analyzer
from bot.text.analyzer import terms, tokens
from bot.text.normalize import fold_lower
from bot.text.stopwords import STOPWORDS


@given(text=st.text())
@example(text="an XC runner")
def test_spans_lie_inside_the_text_and_in_order(text: str) -> None:
    """Each term was read from the text after the term before it, or from the same short form."""
    start = end = 0
    for token in tokens(text):
        assert (token.start, token.end) == (start, end) or end <= token.start < token.end <= len(text)
        start, end = token.start, token.end


@given(text=st.text())
def test_terms_are_never_empty(text: str) -> None:
    """Whatever the text, no term is empty."""
    assert all(terms(text))


@given(words=st.lists(st.from_regex(r"[a-z]{3,8}", fullmatch=True)))
def test_words_are_analysed_one_by_one(words: list[str]) -> None:
    """A word's term is the same wherever it stands."""
    assert terms(" ".join(words)) == [term for word in words for term in terms(word)]


def test_span_covers_the_written_word() -> None:
    """A term's span covers what was written, not what it became."""
    text = "“Kipyégon’s runs”"
    assert [(token.term, text[token.start : token.end]) for token in tokens(text)] == [
        ("kipyegon", "Kipyégon’s"),
        ("run", "runs"),
    ]


@pytest.mark.parametrize("stopword", sorted(STOPWORDS))
def test_function_words_are_no_terms(stopword: str) -> None:
    """Words that say nothing about the subject are left out, in any case."""
    assert terms(f"{stopword} {stopword.upper()}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kipyegon", "Kipyégon"),
        ("Kipyegon", "Kipye\u0301gon"),
        ("O'Brien", "O’Brien"),
        ("O'Brien", "OBrien"),
        ("Kerr", "Kerr's"),
        ("Kerr", "Kerr’s"),
        ("athletes", "athletes’"),
        ("winning", "WINS"),
        ("injury", "injuries"),
        ("U.S.A.", "USA"),
        ("don’t", "don't"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    """Accents, apostrophes, possessives, case and endings don't keep words apart."""
    assert terms(one) == terms(other)


def test_repetitions_are_kept() -> None:
    """A word that stands twice counts twice."""
    assert terms("gold, gold") == ["gold", "gold"]


def test_hyphens_part_words() -> None:
    """Parts of a hyphenated word are terms of their own."""
    assert terms("photo-finish") == terms("photo finish")


_PIECES = st.sampled_from(
    "one four tennis minutes min 4 1,5 11.23 seconds U.S. don't AT&T é \u0301 km m metres".split(" ")  # words read best
)
_BETWEEN = st.sampled_from([" ", "  ", "\n", "\x1c", ",", ".", "-", "_", "'", "th", ""])


@given(text=st.lists(_PIECES | _BETWEEN, max_size=9).map("".join))
def test_words_read_one_by_one_are_those_read_together(text: str) -> None:
    """Reading a text word by word, each distinct one once, gives the terms of reading it as a whole."""
    together = list(analyzer._match(fold_lower(text)))
    assert list(analyzer.tokens(text)) == together
    assert analyzer.terms(text) == [token.term for token in together]
