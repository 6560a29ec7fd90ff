"""Tells small talk from questions by its words alone; whatever may be a question about sport is one."""

import re

from bot.answering.lexicon import Lexicon
from bot.domain.answer import TalkTopic
from bot.text.auxiliary_verbs import AUXILIARY_VERB
from bot.text.normalize import fold_lower

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ASKING = re.compile(rf"\s*{AUXILIARY_VERB}\b|.*\?", re.DOTALL)
_YOU = r"(?:you|u|this|it|the bot|this bot|that thing)"
_ABOUT_THE_BOT: tuple[tuple[re.Pattern[str], TalkTopic], ...] = tuple(
    (re.compile(rf"\W*(?:(?:hi|hey|hello|ok|so|and|please|pls)\W+)?(?:{pattern})\W*"), topic)
    for pattern, topic in (
        (
            r"/?help(?: me)?(?: please)?|commands?|hilfe|was kannst du|wie geht das"
            rf"|how (?:do|does|can) (?:i|we|{_YOU}) (?:use|work|ask)(?: {_YOU})?(?: work)?"
            rf"|what (?:can|could|do|does) (?:i|we|{_YOU}) (?:do|ask|know|answer|offer)(?: (?:{_YOU}|about|here))*"
            r"|what (?:are|is) (?:you|u|this|it|this bot|the bot) (?:for|good for)",
            TalkTopic.HELP,
        ),
        (
            r"(?:who|what)(?: are|'?re| r|s| is|'s)? (?:you|u|this bot|the bot|your name|ur name)"
            r"|are (?:you|u) (?:a |an )?(?:real|human|bot|robot|ai|person|chatgpt|llm)(?: \w+)?"
            r"|who (?:made|built|wrote|runs) (?:you|u|this bot)|wer bist du|bist du (?:ein |echt)?\w*",
            TalkTopic.IDENTITY,
        ),
        (
            r"(?:no+|nope|nah|sorry|but|lol)?\W*"
            r"(?:(?:you(?:'re| are)|ur|u r|that(?:'s|s| is| was)|this is|it(?:'s| is)) (?:\w+ )?)?"
            r"(?:wrong|incorrect|false|not (?:right|true|correct|it)|nonsense|rubbish|bullshit|bs|a lie)"
            r"|(?:bad|stupid|dumb|useless|terrible|awful|crap|shit) (?:bot|answer|reply)|useless"
            r"|(?:that|this)(?:'s|s| is) not what i (?:asked|meant|wanted)"
            r"|das (?:ist|stimmt) (?:nicht|falsch)(?: richtig)?|falsch",
            TalkTopic.COMPLAINT,
        ),
    )
)


def talk_topic(text: str, lexicon: Lexicon) -> TalkTopic | None:
    """What a message is that asks nothing of the articles: a greeting, thanks, praise, or a word about the bot.

    ``None`` for everything else: what has a question mark or begins as a question does is none, unless it is about the
    bot.
    """
    plain = fold_lower(text).strip()
    about_the_bot = next((topic for pattern, topic in _ABOUT_THE_BOT if pattern.fullmatch(plain)), None)
    if about_the_bot:
        return about_the_bot
    words = set(_WORD.findall(plain))
    known = lexicon.small_talk | lexicon.beside_small_talk
    if not words & lexicon.small_talk or not words <= known or _ASKING.match(plain):
        return None
    kinds = (TalkTopic.GREETING, lexicon.greetings), (TalkTopic.THANKS, lexicon.thanks)
    return next((topic for topic, own in kinds if words & own), TalkTopic.PRAISE)
