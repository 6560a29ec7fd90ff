"""Cuts long text into portions that fit into a message, none in the middle of a word if that can be helped."""

from collections.abc import Iterator

PORTION = 1500
"""Characters of a portion; escaped it can become twice as long."""


def portions(text: str, most: int = PORTION) -> list[str]:
    """The text in portions of at most ``most`` characters, cut at the end of a line or else of a word; never none."""
    return list(_portions(text.strip("\n"), most)) or [""]


def _portions(text: str, most: int) -> Iterator[str]:
    while len(text) > most:
        cut = next((at for mark in ("\n", " ") if (at := text.rfind(mark, most // 2, most)) > 0), most)
        yield text[:cut]
        text = text[cut:].strip("\n")
    if text.strip():
        yield text
