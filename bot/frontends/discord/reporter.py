"""Answers on Discord: asks the newsroom, keeps what it answered, and builds the message."""

import asyncio
import logging
import secrets
import time
from dataclasses import replace

import discord
from discord.utils import utcnow

from bot.domain.answer import KIND, Answer, NotFound, Profile, Topic
from bot.domain.conversation import Turn
from bot.domain.question import AnswerType, Question
from bot.domain.sent_answer import SentAnswer, kind_of
from bot.frontends.discord.controls import controls
from bot.frontends.discord.exhibits import Exhibit, Exhibitor, of_answer, of_nobody
from bot.frontends.discord.hearing import LONGEST_QUESTION, readable
from bot.frontends.discord.layout import layout
from bot.frontends.discord.naming import alike, only
from bot.frontends.discord.parts import Parts
from bot.frontends.discord.scene import Scene
from bot.frontends.discord.shown import Shown
from bot.frontends.discord.withdrawal import findable

_log = logging.getLogger(__name__)
_MOST_NEAR = 5
"""How many athletes are offered whose names are near one that nobody has."""


class Reporter:
    """Turns what members ask into messages."""

    def __init__(self, parts: Parts) -> None:
        self._newsroom = parts.newsroom
        self._postings = parts.stores.postings
        self._log_messages = parts.options.log_messages
        self.exhibitor = Exhibitor(parts.newsroom)

    async def ask(self, scene: Scene, text: str, *, after: Turn | None = None, headline: str | None = None) -> Shown:
        """The answer to a question; ``headline`` is the question where the reader wouldn't see it otherwise."""
        read, cut = readable(text)
        begun = time.monotonic()
        answer = await self._newsroom.ask(scene.key, read, after=after)
        self._log(scene, answer, read, time.monotonic() - begun)
        notes = [scene.words.say("question", text=headline)] if headline else []
        notes += [scene.words.say("cut", most=LONGEST_QUESTION)] if cut else []
        return await self._shown(scene, answer, notes)

    async def profile(self, scene: Scene, name: str, topic: Topic | None = None) -> Shown:
        """The card of an athlete by any name, open at ``topic`` or at the first that has something."""
        answer = await self._look_up(scene, name)
        await self._newsroom.remember(scene.key, Turn.of(answer))
        return await self._shown_of(scene, answer, name, topic)

    async def compare(self, scene: Scene, names: tuple[str, str]) -> Shown:
        """Two athletes side by side; where one name is unclear or unknown, what there is to say about that."""
        answers = [await self._look_up(scene, name) for name in names]
        for answer, name in zip(answers, names, strict=True):
            if not isinstance(answer, Profile):
                return await self._shown_of(scene, answer, name)
        first, second = (answer.question.athletes[0] for answer in answers)
        if first == second:
            return await self._shown(scene, answers[0], [scene.words.say("same_twice", athlete=first)])
        exhibit = await self.exhibitor.comparison((first, second), scene.server_id, scene.words)
        text = scene.words.say("comparison_name", athletes=(first, second))
        question = Question(text, text, AnswerType.ABOUT, (), athletes=(first, second))
        turn = Turn(question, tuple(quote.reference for quote in exhibit.quotes))
        await self._newsroom.remember(scene.key, turn)
        posting = await self._keep(scene, turn, "found")
        return Shown(self.view(posting, exhibit, scene), answers[0], posting)

    def view(self, posting: SentAnswer, exhibit: Exhibit, scene: Scene, page: int = 0) -> discord.ui.LayoutView:
        """One page of an exhibit with its buttons."""
        every = exhibit.pages
        page = max(0, min(page, len(every) - 1))
        head = [exhibit.head] if page == 0 and exhibit.head else []
        foot = [scene.words.say("page", number=page + 1, of=len(every))] if len(every) > 1 else []
        rows = controls(posting, exhibit, page, scene.words)
        return layout([*head, *findable(every[page]), *foot], rows, exhibit.accent)

    def _log(self, scene: Scene, answer: Answer, text: str, seconds: float) -> None:
        """Notes that a question was answered; what was asked only where the host wants it."""
        entry: dict[str, object] = {"kind": kind_of(answer), "server": scene.server_id, "seconds": round(seconds, 3)}
        _log.info("answered", extra=entry | ({"question": text} if self._log_messages else {}))

    async def _look_up(self, scene: Scene, name: str) -> Answer:
        """Who is called so; where nobody is, the one athlete with a part of whose name that is the beginning."""
        name = readable(name)[0]
        answer = await self._newsroom.look_up(name, server_id=scene.server_id)
        meant = only(name, self._newsroom.names(server_id=scene.server_id))
        if isinstance(answer, NotFound) and not answer.question.athletes and meant:
            return await self._newsroom.look_up(meant, server_id=scene.server_id)
        return answer

    async def _shown_of(self, scene: Scene, answer: Answer, name: str, topic: Topic | None = None) -> Shown:
        """What there is on a name; where nobody is known by it, those whose names are near."""
        if not isinstance(answer, NotFound) or answer.question.athletes:
            return await self._shown(scene, answer, [], topic)
        near = await asyncio.to_thread(alike, name, self._newsroom.names(server_id=scene.server_id), _MOST_NEAR)
        posting = await self._keep(scene, Turn.of(answer), KIND[NotFound])
        return Shown(self.view(posting, of_nobody(name, near, scene.words), scene), answer, posting)

    async def _shown(self, scene: Scene, answer: Answer, notes: list[str], topic: Topic | None = None) -> Shown:
        words = scene.words
        if isinstance(answer, Profile):
            exhibit = await self.exhibitor.card(answer.athlete, topic, scene.server_id, words)
        else:
            exhibit = of_answer(answer, words)
        exhibit = replace(exhibit, head="\n".join(filter(None, [*notes, exhibit.head])))
        turn = Turn.of(answer)
        shown = dict.fromkeys([*turn.quoted, *exhibit.references(0)])
        posting = await self._keep(scene, replace(turn, quoted=tuple(shown)), kind_of(answer))
        return Shown(self.view(posting, exhibit, scene), answer, posting)

    async def _keep(self, scene: Scene, turn: Turn, kind: str) -> SentAnswer:
        posting = SentAnswer(secrets.token_urlsafe(9), scene.key, utcnow(), kind, turn)
        await self._postings.add(posting)
        return posting
