"""Front matter is taken off a document without touching the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.front_matter import split_front_matter


@given(st.text(), st.sampled_from(["\n", "\r\n"]))
def test_the_body_is_untouched(body: str, end: str) -> None:
    """Every character after the closing line is the body's, blank lines and line ends included."""
    document = split_front_matter(f"---{end}title: Mile{end}---{end}{body}")
    assert document.values == {"title": "Mile"}
    assert (document.body, document.first_line) == (body, 4)


@given(st.text().filter(lambda text: not text.lstrip().lstrip("\ufeff").startswith(("---", "+++"))))
def test_without_front_matter_all_is_body(raw: str) -> None:
    """A text that begins with neither --- nor +++ is all body."""
    document = split_front_matter(raw)
    assert (document.values, document.body, document.first_line) == ({}, raw, 1)


@given(st.text(alphabet=" \n\t-:[]{}'\"&*!|>%@`,?#ab1~="), st.sampled_from(["---", "+++"]))
def test_any_front_matter_is_read_or_refused(matter: str, boundary: str) -> None:
    """Whatever stands in the front matter, it is read or it is refused; it never crashes."""
    try:
        split_front_matter(f"{boundary}\n{matter}\n{boundary}\nShe won.\n")
    except UnreadableDocumentError as error:
        assert "line" in str(error)  # noqa: PT017 - both outcomes are right


def test_blank_lines_and_a_byte_order_mark_may_come_first() -> None:
    """Front matter may begin after blank lines or a byte order mark."""
    assert split_front_matter("\ufeff---\ntitle: A\n---\n").values == {"title": "A"}
    document = split_front_matter("\n\n---\ntitle: A\n---\nB")
    assert (document.body, document.first_line) == ("B", 6)


def test_values_stay_text() -> None:
    """Values are the text they are written as: no time, number or truth is read into them."""
    values = split_front_matter("---\ntitle: 3:26\ntags: [No, 1e3]\n---\n").values
    assert values == {"title": "3:26", "tags": ["No", "1e3"]}


def test_empty_front_matter_has_no_values() -> None:
    """Two --- lines with nothing between them are front matter without values."""
    assert split_front_matter("---\n---\nShe won.\n").body == "She won.\n"


def test_a_rule_above_a_story_is_no_front_matter() -> None:
    """A single --- line with no key below it belongs to the body."""
    raw = "---\nShe won.\n"
    assert split_front_matter(raw).body == raw


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("---\ntitle: A\ntags: [x\n---\n", "line 4"),
        ("---\ntitle: Mile: she won\n---\n", "line 2"),
        ("---\ntitle: A\nShe won.\n", "never ends"),
        ("---\nShe won.\n---\n", '"key: value"'),
        ("---\n- A\n- B\n---\n", '"key: value"'),
        ("---\ntitle: \x01\n---\n", "character"),
        ("---\n" + "[" * 5000 + "\n---\n", "nested too deeply"),
    ],
)
def test_broken_front_matter_is_refused(raw: str, problem: str) -> None:
    """Broken front matter is refused with the line or the problem."""
    with pytest.raises(UnreadableDocumentError, match=problem):
        split_front_matter(raw)


def test_toml_front_matter() -> None:
    """Between lines of +++ stands TOML, whose values become the text they are in YAML."""
    matter = 'title = "A \\"quiet\\" win"\ndate = 2025-07-19T21:30:00+02:00\nathletes = ["Dara Okafor"]\nweight = 3'
    document = split_front_matter(f"+++\n{matter}\n+++\nShe won.\n")
    assert document.values == {
        "title": 'A "quiet" win',
        "date": "2025-07-19T21:30:00+02:00",
        "athletes": ["Dara Okafor"],
        "weight": "3",
    }
    assert (document.body, document.first_line) == ("She won.\n", 7)


def test_broken_toml_is_refused_by_its_line() -> None:
    """What is no TOML is named by the line it stands on."""
    with pytest.raises(UnreadableDocumentError, match="broken on line 3"):
        split_front_matter('+++\ntitle = "A"\ndate = soon\n+++\nShe won.\n')
