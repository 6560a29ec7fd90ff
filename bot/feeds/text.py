"""The words of an entry, without its markup."""

from html.parser import HTMLParser

from typing_extensions import override

from bot.domain.feed import Entry

_UNSEEN = frozenset({"script", "style"})
_READ = 200_000  # characters


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    @override
    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN

    @override
    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    @override
    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def words_of(entry: Entry) -> str:
    """What an entry says below its title, in words with single spaces between."""
    content = entry.content[:_READ]
    if entry.is_plain:
        return " ".join(content.split())
    parser = _Words()
    parser.feed(content)
    parser.close()
    return " ".join(" ".join(parser.words).split())
