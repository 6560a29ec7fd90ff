"""Makes an article of one document's text: metadata, clean words, and an account of what was dropped."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from bot.domain.article import Byline, DroppedLine, Revision
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.cleaning import BARE_HEADING, CleanText, clean
from bot.ingestion.dates import read_date
from bot.ingestion.front_matter import Document, clean_title, read_metadata, split_front_matter
from bot.ingestion.lines import MAX_HEADING_WORDS, Structure, split_lines
from bot.ingestion.wording import count_words, is_question

_TITLE = re.compile(r"#\s+(?P<title>.*?\w.*?)\s*#*\s*")
_UNKNOWN = Byline()


@dataclass(frozen=True, slots=True)
class IngestedArticle:
    """An article as read: its revision, the untouched source, and every line that was dropped from it.

    ``guessed_charset`` is the charset the source was read in when nothing but its looks spoke for that one.
    """

    revision: Revision
    raw: str
    dropped: tuple[DroppedLine, ...]
    guessed_charset: str | None = None

    @property
    def written_date(self) -> str | None:
        """The date as the front matter has it."""
        written = split_front_matter(self.raw).values.get("date")
        return written if isinstance(written, str) and written.strip() else None

    @property
    def guessed_date(self) -> date | None:
        """The day that the front matter was taken to mean where it could mean another one, too."""
        read = read_date(self.written_date or "", split_front_matter(self.raw).body)
        return read.day if read.is_guess else None


def ingest(source: str, article_id: str, raw: str, known: Byline = _UNKNOWN) -> IngestedArticle:
    """Make an article of ``raw``, which came from ``source`` (a name for messages).

    What the front matter doesn't say comes from ``known``, a missing title from the first ``# Heading``.

    Raises:
        UnreadableDocumentError: when the front matter can't be read or no sentence is left.
    """
    try:
        return _ingest(article_id, raw, known)
    except UnreadableDocumentError as error:
        raise error.within(source) from error


def _ingest(article_id: str, raw: str, known: Byline) -> IngestedArticle:
    document = split_front_matter(raw)
    metadata = read_metadata(document.values, document.body)
    cleaned = clean(document.body, document.first_line)
    if not cleaned.has_sentences:
        raise _nothing_left(cleaned.dropped)
    byline = complete(metadata.byline, known)
    title = byline.title or _first_heading(cleaned.text) or _first_line(document, cleaned)
    revision = Revision(
        article_id=article_id,
        text=cleaned.text,
        byline=replace(byline, title=clean_title(title) if title else None),
        athletes=metadata.athletes,
        categories=metadata.categories,
        tags=metadata.tags,
    )
    return IngestedArticle(revision, raw, cleaned.dropped)


def complete(byline: Byline, known: Byline) -> Byline:
    """The byline with what it leaves open taken from ``known``."""
    return Byline(**{f.name: getattr(byline, f.name) or getattr(known, f.name) for f in fields(Byline)})


def _first_heading(text: str) -> str | None:
    headings = (_TITLE.fullmatch(line.text) for line in split_lines(text) if not line.is_long)
    return next((heading["title"] for heading in headings if heading), None)


def _first_line(document: Document, cleaned: CleanText) -> str | None:
    """A plain line above the story that reads like a title, site boilerplate above it left out."""
    reasons = {line.number: line.reason for line in cleaned.dropped}
    lines = split_lines(document.body, document.first_line)
    first = next(
        (line for line in lines if not line.is_blank and reasons.get(line.number, BARE_HEADING) == BARE_HEADING), None
    )
    if first is None or first.is_long or first.structure is not Structure.PLAIN:
        return None
    if first.number in reasons:
        return first.content
    # "Can anyone stop Lee?" alone above a story is a title that ends like a sentence.
    below = [line.is_blank for line in lines if line.number > first.number]
    is_alone = below[:1] == [True] and not all(below)
    is_title = is_alone and is_question(first.content) and count_words(first.content) <= MAX_HEADING_WORDS
    return first.content if is_title else None


def _nothing_left(dropped: Sequence[DroppedLine]) -> UnreadableDocumentError:
    if not dropped:
        return UnreadableDocumentError("it has no text: add the article's words", "empty_document")
    counts = Counter(line.reason for line in dropped if line.text.strip())
    account = ", ".join(f"{reason} ({count})" for reason, count in counts.most_common())
    problem = f"it has no sentences left after cleaning: every line was dropped as {account}"
    return UnreadableDocumentError(problem, "only_boilerplate", lines=counts.total())
