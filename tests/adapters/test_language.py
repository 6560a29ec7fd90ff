"""The language of a text is told by its function words."""

from pathlib import Path

import pytest

from bot.adapters.corpus_files import load_corpus
from bot.adapters.language import language_of

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She withdrew from the meeting because of a calf injury.", "English"),
        ("Ten-time champion Ingebrigtsen retained his title with a last lap that beat Nader.", "English"),
        ("Sie sagte den Start wegen einer Wadenverletzung ab.", "German"),
        ("Elle a déclaré forfait pour le meeting en raison d'une blessure au mollet.", "French"),
        ("Ella se retiró de la reunión por una lesión en el gemelo.", "Spanish"),
        ("Si è ritirata dal meeting a causa di un infortunio al polpaccio.", "Italian"),
        ("Josh Kerr venceu na quarta-feira a final e disse que nunca se tinha sentido melhor.", "Portuguese"),
        ("Ze trok zich terug omdat ze een blessure aan haar kuit had.", "Dutch"),
        ("Hun trakk seg fra stevnet på grunn av en leggskade.", "Norwegian"),
        ("Josh Kerr wygrał w środę finał biegu i powiedział, że nigdy nie czuł się lepiej.", "Polish"),
        ("Керр сказал, что никогда не чувствовал себя лучше перед забегом.", "Russian"),
        ("ジョシュ・カーは水曜日に東京で行われた決勝で優勝した。", None),
        ("Kerr 3:27.79", None),
        ("", None),
    ],
)
def test_languages_are_told_apart(text: str, language: str | None) -> None:
    """A sentence is enough; too few words or an unknown language give none."""
    assert language_of(text) == language


def test_every_bundled_paragraph_is_english() -> None:
    """No paragraph of the bundled articles is taken for another language."""
    texts = [article.revision.text for article in load_corpus([CORPUS]).articles]
    paragraphs = [part for text in texts for part in text.split("\n\n") if len(part) > 80]
    assert {language_of(paragraph) for paragraph in paragraphs} == {"English"}
