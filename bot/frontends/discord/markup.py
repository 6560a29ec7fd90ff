"""Writes text so that Discord shows it as it stands: no formatting, no mention, no invite, no live link of its own."""

import re

_ALWAYS = re.compile(r"[\\*_~`|<>\[\]@#]")
_LIST_NUMBER = re.compile(r"^(?P<before>[^\S\n]*\d+)\.", re.MULTILINE)
_LIST_BULLET = re.compile(r"^(?P<before>[^\S\n]*)(?P<mark>[-+])", re.MULTILINE)
_LINK = re.compile(r":(?=//)|(?<=\w)/(?=\w)")
_EMOJI = re.compile(r":(?=[\w+-]+:)")


class DiscordMarkup:
    """Discord's Markdown."""

    def plain(self, text: str) -> str:
        """Text that shows as it stands: what Discord would take for markup is behind a backslash."""
        text = _ALWAYS.sub(r"\\\g<0>", text)
        text = _EMOJI.sub(r"\\:", _LINK.sub(r"\\\g<0>", text))
        return _LIST_BULLET.sub(r"\g<before>\\\g<mark>", _LIST_NUMBER.sub(r"\g<before>\\.", text))

    def strong(self, text: str) -> str:
        """The same in bold; ``text`` has been through `plain`."""
        return f"**{text}**"
