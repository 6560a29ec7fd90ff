"""Writes text so that Discord shows it as it stands: no formatting, no mention, no invite, no live link of its own."""

import re

_ALWAYS = re.compile(r"[\\*_~`|<>\[\]@#]")
_LIST_NUMBER = re.compile(r"^(?P<before>[^\S\n]*\d+)\.", re.MULTILINE)
_LIST_BULLET = re.compile(r"^(?P<before>[^\S\n]*)(?P<mark>[-+])", re.MULTILINE)
_LINK = re.compile(r":(?=//)|(?<=\w)/(?=\w)")
_EMOJI = re.compile(r":(?=[\w+-]+:)")


_ISOLATES, _ISOLATE_END = re.compile("[\u2066-\u2068]"), "\u2069"
_EMBEDDINGS, _EMBEDDING_END = re.compile("[\u202a\u202b\u202d\u202e]"), "\u202c"


class DiscordMarkup:
    """Discord's Markdown."""

    def plain(self, text: str) -> str:
        """Text that shows as it stands: what Discord would take for markup is behind a backslash.

        A NUL, which Discord drops, becomes visible; marks that turn the direction of text end with the text.
        """
        text = text.replace("\0", "␀") + _closing(text)
        text = _ALWAYS.sub(r"\\\g<0>", text)
        text = _EMOJI.sub(r"\\:", _LINK.sub(r"\\\g<0>", text))
        return _LIST_BULLET.sub(r"\g<before>\\\g<mark>", _LIST_NUMBER.sub(r"\g<before>\\.", text))

    def strong(self, text: str) -> str:
        """The same in bold; ``text`` has been through `plain`."""
        return f"**{text}**"


def _closing(text: str) -> str:
    """What ends the marks for the direction of text that ``text`` leaves open."""
    isolates = len(_ISOLATES.findall(text)) - text.count(_ISOLATE_END)
    embeddings = len(_EMBEDDINGS.findall(text)) - text.count(_EMBEDDING_END)
    return _EMBEDDING_END * max(embeddings, 0) + _ISOLATE_END * max(isolates, 0)
