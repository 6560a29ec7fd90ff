"""Feeds what reads members' and strangers' words with hostile input, and counts.

Not a test, and not collected: run ``python -m tests.faults.fuzz``, with ``--inputs`` for another number. Inputs are
made of odd characters, long repetitions, and pieces of text and markup put together at random. An input must be read,
or refused with a `UserError`; reading may take no more than so much a character. All regular expressions of the
program are tried on repetitions of what they look for, and may not take much more than four times as long for four
times the text. Prints one JSON object; ends with status 1 when anything went wrong.
"""

import argparse
import importlib
import inspect
import json
import pkgutil
import random
import re
import sys
import time
import timeit
from collections import Counter
from collections.abc import Callable, Iterator

import bot
from bot.adapters import resources
from bot.adapters.documents import Kind, read_document
from bot.answering.composer import Composer
from bot.bootstrap.answering import answerer
from bot.domain.answer import Answer
from bot.domain.article import Revision
from bot.domain.conversation import Conversation, Turn
from bot.domain.errors import UserError
from bot.domain.request import Request
from bot.frontends.discord.interactions.control import Control
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.markup import DiscordMarkup
from bot.ingestion.document import ingest
from bot.retrieval.passage_index import PassageIndex
from bot.text.analyzer import tokens
from bot.text.sentences import blocks

_MOST_SECONDS, _MOST_A_CHARACTER = 0.5, 0.00005
_LONGEST_QUESTION = 500
_TRIES = 3
_PIECES = (
    *("Ann Lee ", "won the 800m ", "in 1:54.61", "“", "”", '"', "'", "’s ", "said ", ". ", "?", "!\n", "\n\n", "# "),
    *("---\n", "+++\n", "title: ", "date: 2025-13-45\n", "- [", "](http://", "<@1>", "@everyone", "{{ 7*7 }}", "{% x"),
    *("<p>", "<div ", "<script>", "</", "&amp;", "&#x0;", "<!--", "|", "```", "**", "~~", "\\", "\u202e", "\u200b"),
    *(
        "\ufeff",
        "\x00",
        "é",
        "ß",
        "İ",
        "ﬁ",
        "\U0001d7e0",
        "\u0663",
        "中文",
        "🏃🏽",
        "a\u0301",
        "1",
        "0.",
        ",",
        "(",
        ")",
    ),
    *("-", "–", "…", ":", ";", "and ", "who ", "when did ", "J. K. ", "Mr. ", "No. 1 "),
)


def make_text(chance: random.Random, longest: int) -> str:
    """A hostile text."""
    match chance.randrange(4):
        case 0:
            return "".join(chr(_code_point(chance)) for _ in range(chance.randrange(min(longest, 200))))
        case 1:
            piece = "".join(chance.choices(_PIECES, k=chance.randrange(1, 4)))
            return (piece * longest)[: chance.randrange(1, longest)]
        case _:
            return "".join(chance.choices(_PIECES, k=chance.randrange(1, 80)))[:longest]


def _code_point(chance: random.Random) -> int:
    found = chance.choice((chance.randrange(128), chance.randrange(0x3000), chance.randrange(0x110000)))
    return 0xFFFD if 0xD800 <= found < 0xE000 else found  # surrogates can't be sent


def targets() -> dict[str, tuple[Callable[[str], object], int]]:
    """What reads other people's words, with the longest input each is given."""
    model = answerer([Revision("a", "Ann Lee won the 800m in Oslo. “I was ready,” Lee said.")])
    before = model.answer(Request("When did Lee win?"))
    conversation = Conversation((Turn.of(before),))
    markup = DiscordMarkup()
    composer = Composer(resources.templates("en"), markup)

    def ask(text: str) -> Answer:
        return model.answer(Request(text[:_LONGEST_QUESTION]), conversation)

    def ask_article(text: str) -> None:
        _check_quotes(answerer([ingest("fuzz", "b", text).revision]).answer(Request("When did Lee win?")))

    return {
        "analyzer": (lambda text: list(tokens(text)), 20_000),
        "sentences": (lambda text: list(blocks(text)), 20_000),
        "cleaning, front matter": (lambda text: ingest("fuzz", "a", text), 20_000),
        "HTML": (lambda text: read_document("fuzz", "a", text, Kind.HTML), 20_000),
        "bytes": (lambda text: read_document("fuzz", "a", text.encode("utf-16", "replace")), 5_000),
        "index": (lambda text: PassageIndex().add([Revision("a", text)]).search({"lee": 1.0}, 3), 20_000),
        "question": (ask, _LONGEST_QUESTION),
        "answer shown": (lambda text: _show(composer, ask(text)), _LONGEST_QUESTION),
        "message": (lambda text: build_view([markup.plain(text)]), 20_000),
        "custom id": (Control.__discord_ui_compiled_template__.fullmatch, 20_000),
        "article asked": (ask_article, 2_000),
    }


def _show(composer: Composer, answer: Answer) -> None:
    """Composes an answer; what a template would compute of a member's words, and pings, mustn't be in it."""
    shown = composer.compose(answer)
    if "49" in shown or re.search(r"(?<!\\)@everyone|<@\d", shown):
        raise AssertionError(f"echoed: {shown[:200]!r}")


def _check_quotes(answer: Answer) -> None:
    for quote in answer.quotes:
        if quote.text != quote.span.slice(quote.revision.text):
            raise AssertionError(f"quoted what isn't there: {quote.text!r}")


def run_target(name: str, read: Callable[[str], object], text: str) -> str | None:
    """What is wrong with how an input is read, if anything; what was slow is read again, as the machine may be busy."""
    try:
        seconds = _slow_seconds(read, text) and min(_slow_seconds(read, text) for _ in range(_TRIES))
    except UserError:
        return None
    except Exception as error:  # noqa: BLE001  # that is what is looked for
        return f"{name}: {error!r} for {text[:80]!r}"
    return f"{name}: {seconds:.1f} s for {len(text)} characters of {text[:80]!r}" if seconds else None


def _slow_seconds(read: Callable[[str], object], text: str) -> float:
    """How long reading took; 0 where that is quick enough."""
    begun = time.perf_counter()
    read(text)
    seconds = time.perf_counter() - begun
    return seconds if seconds > _MOST_SECONDS + _MOST_A_CHARACTER * len(text) else 0.0


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every regular expression that a module of the program holds, also inside of tuples and mappings."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name.startswith(("bot.lab", "bot.frontends.demo", "bot.__main__")):
            continue
        for name, value in list(vars(importlib.import_module(module.name)).items()):
            held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else (value,)
            yield from ((f"{module.name}.{name}", each) for each in held if _is_text_pattern(each))


def _is_text_pattern(value: object) -> bool:
    return isinstance(value, re.Pattern) and isinstance(value.pattern, str)


def is_searched(name: str) -> bool:
    """Whether a pattern is looked for anywhere in a text, and not only held against a whole text or its beginning."""
    module, _, variable = name.rpartition(".")
    source = inspect.getsource(sys.modules[module])
    held = rf"\b{variable}\.(?:match|fullmatch)\b"
    return not re.search(held, source) or re.search(rf"\b{variable}\.(?!match|fullmatch)\w", source) is not None


def run_pattern(name: str, pattern: re.Pattern[str], chance: random.Random) -> str | None:
    """What is wrong with the time that a pattern takes, if anything: on repetitions of pieces of itself and of text."""
    searched = is_searched(name)
    letters = re.findall(r"[\w ,.'“-]+", pattern.pattern) or ["a"]
    for _ in range(12):
        piece = "".join(chance.choices([*letters, *_PIECES], k=chance.randrange(1, 4)))
        short = (piece * 2000)[:2000] + chance.choice(("", "!", "\n", "a"))
        once, fourfold = (_seconds(pattern, text, searched=searched) for text in (short, short * 4))
        if fourfold > 0.05 and fourfold > 10 * once:  # quadratic would be sixteenfold
            return f"{name}: {1000 * once:.0f} ms, then {1000 * fourfold:.0f} ms for repetitions of {piece!r}"
    return None


def _seconds(pattern: re.Pattern[str], text: str, *, searched: bool) -> float:
    def look() -> None:
        if searched:
            sum(1 for _ in pattern.finditer(text))
        else:
            pattern.fullmatch(text)
            pattern.match(text)

    return min(timeit.repeat(look, number=1, repeat=_TRIES))


def main() -> int:
    """Fuzz and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, counted, faults = random.Random(given.seed), Counter[str](), []  # noqa: S311
    readers = targets()
    for name in chance.choices(list(readers), k=given.inputs):
        read, longest = readers[name]
        counted[name] += 1
        faults.append(run_target(name, read, make_text(chance, longest)))
    expressions = sorted(dict(patterns()).items())
    faults += [run_pattern(name, pattern, chance) for name, pattern in expressions]
    found = list(filter(None, faults))
    report = {"inputs": counted.total(), "by_reader": counted, "patterns": len(expressions), "faults": found}
    sys.stdout.write(json.dumps(report) + "\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
