"""Reads golden conversations and holds them; tests/discord/cases/README.md tells how one is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simcord.actors import MemberActor

from bot.domain.errors import UserError
from tests.discord.corpus import MANUSCRIPTS
from tests.discord.stage import Form, Reply, Stage, slash

_SECTION = re.compile(r"^## (?P<heading>.+)$", re.MULTILINE)
_STEP = re.compile(r"> \*\*(?P<who>Ann|Bob|Mod)(?: (?P<does>[a-z ]+))?:\*\* ?(?P<what>.*)")
_EXPECTATION = re.compile(r"- (?P<key>[a-z]+): (?P<value>.+)")
_COMMAND = re.compile(r"/(?P<command>[\w ]+?)(?: (?P<options>\w+: .*))?")
_FILE = re.compile(r"(?P<name>[\w-]+\.\w+) \{(?P<key>[\w-]+)\}")
_OWN = re.compile(r"The server has (?P<key>[\w-]+)\.")
_LANGUAGE = re.compile(r"Members speak (?P<locale>[\w-]+)\.")


class CaseError(Exception):
    """A conversation is not written as the README tells."""


@dataclass(frozen=True)
class Step:
    """What a member does, and what must hold then."""

    who: str
    does: str
    what: str
    expected: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    """One conversation of a file."""

    file: str
    heading: str
    locale: str
    steps: tuple[Step, ...]
    own: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}: {self.heading}"


def _names(found: list[str], value: str) -> bool:
    return found == ([] if value == "none" else [part.strip() for part in value.split(",")])


def _in_order(text: str, parts: list[str]) -> bool:
    """Whether the parts stand in the text, each after the one before."""
    return re.search(".*".join(map(re.escape, parts)), text, re.DOTALL) is not None


CHECKS: dict[str, Callable[[Reply, str], bool]] = {
    "shows": lambda reply, value: value in reply.text,
    "order": lambda reply, value: _in_order(reply.text, value.split(" | ")),
    "once": lambda reply, value: reply.text.count(value) == 1,
    "never": lambda reply, value: value not in reply.text,
    "buttons": lambda reply, value: _names(reply.buttons, value),
    "options": lambda reply, value: _names(list(reply.options), value),
    "private": lambda reply, value: reply.private == (value == "yes"),
}
SILENCE = "silence"
STANDING: dict[str, Callable[[list[str], str], bool]] = {
    "stands": lambda texts, value: any(value in text for text in texts),
    "unsaid": lambda texts, value: not any(value in text for text in texts),
}
"""What must hold of the whole channel."""


def cases_of(file: str, page: str) -> Iterator[Case]:
    """The conversations of a page, in order."""
    sections = [*_SECTION.finditer(page)]
    ends = [section.start() for section in sections[1:]] + [len(page)]
    for section, end in zip(sections, ends, strict=True):
        lines = page[section.end() : end].splitlines()
        locale = next((match["locale"] for line in lines if (match := _LANGUAGE.fullmatch(line))), "en-US")
        steps = tuple(_steps(lines))
        own = tuple(match["key"] for line in lines if (match := _OWN.fullmatch(line)))
        if not any(step.expected for step in steps):
            raise CaseError(f"{file}: nothing is expected under {section['heading']!r}")
        yield Case(file, section["heading"], locale, steps, own)


def _steps(lines: list[str]) -> Iterator[Step]:
    found: list[tuple[re.Match[str], list[tuple[str, str]]]] = []
    for line in lines:
        if line.startswith(">"):
            step = _STEP.fullmatch(line)
            if step is None or (step["does"] or "writes") not in ACTIONS:
                raise CaseError(f"{line!r} is nothing a member does")
            found.append((step, []))
        elif line.startswith("- "):
            match = _EXPECTATION.fullmatch(line)
            if match is None or match["key"] not in {*CHECKS, *STANDING, SILENCE} or not found:
                raise CaseError(f"{line!r} is none of: {', '.join([*CHECKS, *STANDING, SILENCE])}")
            found[-1][1].append((match["key"], match["value"]))
    for step, expected in found:
        yield Step(step["who"], step["does"] or "writes", step["what"], tuple(expected))


class Held:
    """A conversation while it is held: the bot's replies so far."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.replies: list[Reply] = []

    async def take(self, step: Step) -> None:
        """Takes a step and checks what comes of it."""
        who = {"Ann": self.stage.ann, "Bob": self.stage.bob, "Mod": self.stage.mod}[step.who]
        reply = await ACTIONS[step.does](self, who, step.what)
        await self.stage.bot.follow_up.wait()
        errors = [getattr(error, "original", error) for error in self.stage.env.errors]
        assert all(isinstance(error, UserError) for error in errors), errors
        standing = [heard.text for heard in self.stage.heard(self.stage.channel)]
        for key, value in step.expected:
            if key in STANDING:
                assert STANDING[key](standing, value), f"after {step.what!r} the channel reads\n" + "\n\n".join(
                    standing
                )
                continue
            if key == SILENCE:
                assert (reply is None) == (value == "yes"), f"{step.what!r} was answered"
                continue
            assert reply is not None, f"{step.what!r} was not answered"
            shown = f"{reply.text}\n{reply.buttons} {list(reply.options)} private: {reply.private}"
            assert CHECKS[key](reply, value), f"{step.what!r}\nexpected {key}: {value}\nand got:\n{shown}"
        self.replies += [reply] if reply else []

    def latest(self, has: Callable[[Reply], bool]) -> Reply:
        """The latest reply of which something holds."""
        return next(reply for reply in reversed(self.replies) if has(reply))


async def _write(held: Held, who: MemberActor, what: str) -> Reply | None:
    if what.startswith("/"):
        match = _COMMAND.fullmatch(what)
        assert match, what
        pairs = dict(part.split(": ", 1) for part in match["options"].split(" | ")) if match["options"] else {}
        options = {key.strip(): _value(value) for key, value in pairs.items()}
        return await slash(who, held.stage.channel, match["command"], **options)
    return await held.stage.say(who, what.replace("@Pressbox", held.stage.mention))


def _value(text: str) -> str | bool | int:
    return {"true": True, "false": False}.get(text, int(text) if text.isdecimal() else text)


async def _fill_in(held: Held, who: MemberActor, what: str) -> Reply | None:
    form = next(reply for reply in reversed(held.replies) if isinstance(reply, Form))
    pairs = dict(part.split(": ", 1) for part in what.split(" | ")) if what else {}
    return await form.fill_in(who, **{label: _typed(value) for label, value in pairs.items()})


def _typed(value: str) -> str | list[tuple[str, bytes]]:
    """What is put into a field: a text, or files where their names and manuscripts are given."""
    files = [_FILE.fullmatch(each) for each in value.split(" + ")]
    given = [(file["name"], MANUSCRIPTS[file["key"]].encode()) for file in files if file]
    return given if len(given) == len(files) else _filled(value)


async def _reply(held: Held, who: MemberActor, what: str) -> Reply | None:
    return await held.stage.say(who, what, reply_to=held.replies[-1].message)


async def _directly(held: Held, who: MemberActor, what: str) -> Reply | None:
    return await held.stage.say_directly(who, what)


async def _ask_about(held: Held, who: MemberActor, what: str) -> Reply | None:
    target = await who.send(held.stage.channel, what)
    return Reply.to(await who.context_menu(held.stage.channel, "Ask about this", target))


async def _press(held: Held, who: MemberActor, what: str) -> Reply | None:
    return await held.latest(lambda reply: what in reply.buttons).press(who, what)


async def _choose(held: Held, who: MemberActor, what: str) -> Reply | None:
    return await held.latest(lambda reply: what in reply.options).choose(who, what)


async def _add(held: Held, who: MemberActor, what: str) -> Reply | None:
    target = await held.stage.bob.send(held.stage.channel, _filled(what))
    return Reply.to(await who.context_menu(held.stage.channel, "Add as article", target))


async def _hear(held: Held, who: MemberActor, what: str) -> Reply | None:
    assert not what
    heard = held.stage.heard(who.user.dm_channel, who.user)
    return heard[-1] if heard else None


async def _wait(held: Held, who: MemberActor, what: str) -> Reply | None:
    del who
    number, unit = what.split()
    before = len(held.stage.heard(held.stage.channel))
    await held.stage.wait(int(number) * {"minutes": 60, "hours": 3600, "days": 86400}[unit])
    said = held.stage.heard(held.stage.channel)[before:]
    assert len(said) <= 1, [reply.text for reply in said]
    return said[0] if said else None


def _filled(text: str) -> str:
    """A text with the manuscripts that it names in curly brackets."""
    return re.sub(r"\{([\w-]+)\}", lambda match: MANUSCRIPTS[match[1]], text)


ACTIONS = {
    "writes": _write,
    "replies": _reply,
    "directly": _directly,
    "asks about": _ask_about,
    "presses": _press,
    "chooses": _choose,
    "adds": _add,
    "hears": _hear,
    "waits": _wait,
    "fills in": _fill_in,
}
