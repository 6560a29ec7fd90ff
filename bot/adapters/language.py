"""Tells which language a text is in."""

_NAMES = {
    "en": "English", "da": "Danish", "nl": "Dutch", "fr": "French", "de": "German", "it": "Italian", "no": "Norwegian",
    "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "es": "Spanish", "sw": "Swahili",
    "sv": "Swedish",
}  # fmt: skip
_READ = 20_000  # characters
_FEWEST_WORDS = 5


def language_of(text: str) -> str | None:
    """The English name of the language; ``None`` for too few words, or a language that the bot has no name for."""
    import py3langid  # noqa: PLC0415  # loads only where somebody adds an article

    words = sum(any(map(str.isalpha, word)) for word in text[:_READ].split())
    return _NAMES.get(py3langid.classify(text[:_READ])[0]) if words >= _FEWEST_WORDS else None
