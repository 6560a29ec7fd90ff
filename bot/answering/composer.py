"""Puts an answer into words. All words of the bot's own come from templates; quotes come from articles untouched.

Templates run in a sandbox, know nothing that isn't given to them, and never see text as a template. Nothing is escaped
for HTML: an apostrophe in a quote must stay an apostrophe. What a front-end needs escaped, its `Markup` escapes.
"""

from collections.abc import Mapping
from typing import Protocol, assert_never

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.answer import Ambiguous, Answer, Disagreeing, Found, NotFound, Profile, Talk, Topic
from bot.domain.quote import Quote


class Markup(Protocol):
    """How a front-end writes plain and strong text."""

    def plain(self, text: str) -> str:
        """Text that must show as it stands."""
        ...

    def strong(self, text: str) -> str:
        """The same, emphasised; ``text`` has been through `plain`."""
        ...


class MarkdownMarkup:
    """Markdown for terminals, pipes and JSON: articles are Markdown or plain text already, so nothing is escaped."""

    def plain(self, text: str) -> str:
        """The text itself."""
        return text

    def strong(self, text: str) -> str:
        """The text between two pairs of asterisks."""
        return f"**{text}**"


class Composer:
    """Renders answers.

    Args:
        templates: template sources by file name.
        markup: how the front-end writes text.
    """

    def __init__(self, templates: Mapping[str, str], markup: Markup | None = None) -> None:
        self._markup = markup or MarkdownMarkup()
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            autoescape=False,  # the output is not HTML
            trim_blocks=False,
        )
        self._environment.filters |= {
            "words": self._words,
            "plain": self._markup.plain,
            "strong": self._markup.strong,
        }

    def prepare(self) -> "Composer":
        """Compiles every template now instead of at its first use, which takes tens of milliseconds."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)
        return self

    def compose(self, answer: Answer) -> str:
        """The answer as text in the front-end's markup."""
        template = self._environment.get_template(f"{_template(answer)}.md.j2")
        return template.render(answer=answer, suggestions=self.suggestions(answer)).strip()

    def suggestions(self, answer: Answer) -> list[str]:
        """What to ask instead: questions the articles can answer, or the athletes who may be meant."""
        if isinstance(answer, Ambiguous):
            return list(answer.candidates)
        if not isinstance(answer, NotFound):
            return []
        athletes = answer.question.athletes[:1]
        return [self.example(topic, athlete) for athlete in athletes for topic in answer.topics]

    def phrase(self, file: str, name: str, /, **values: object) -> str:
        """A short piece of a template that holds many, by its name; ``values`` are put in as they are."""
        macro = getattr(self._environment.get_template(f"{file}.j2").module, name)
        return str(macro(**values)).strip()

    def find_phrase(self, file: str, name: str) -> str | None:
        """A piece that needs no values, or ``None`` where the template has none of that name."""
        known = hasattr(self._environment.get_template(f"{file}.j2").module, name)
        return self.phrase(file, name) if known else None

    def example(self, topic: Topic, athlete: str) -> str:
        """A question about an athlete that leads to a topic."""
        return self._environment.get_template("suggestion.j2").render(topic=topic, athlete=athlete)

    def _words(self, quote: Quote) -> str:
        """The quoted characters, the answering ones strong."""
        text, start = quote.revision.text, quote.span.start
        plain, strong = self._markup.plain, self._markup.strong
        if quote.bold is None or not len(quote.bold):
            return plain(quote.text)
        before, after = text[start : quote.bold.start], text[quote.bold.end : quote.span.end]
        return plain(before) + strong(plain(quote.bold.slice(text))) + plain(after)


def _template(answer: Answer) -> str:
    match answer:
        case Found():
            return answer.topic.value
        case Profile():
            return "profile"
        case Disagreeing():
            return "disagreement"
        case NotFound():
            return "not_found"
        case Ambiguous():
            return "ambiguous"
        case Talk():
            return "talk"
        case _:
            assert_never(answer)
