"""The articles and the index over them."""

import time
from collections.abc import Callable, Iterator, Sequence

from bot.adapters.corpus_files import Corpus
from bot.doctor.finding import Finding, fail, ok, warn
from bot.doctor.indexes import ranking
from bot.domain.article import Revision
from bot.domain.errors import UserError

SLOW = 30.0
"""Seconds that building the index may take before that is worth knowing."""


def articles(load: Callable[[], Corpus], build: Callable[[Sequence[Revision]], object]) -> Iterator[Finding]:
    """Whether the articles can be read, how long ``build`` takes to index them, and whether all rank them alike."""
    try:
        corpus = load()
    except UserError as error:
        yield fail("corpus", str(error), "mend that, or name other folders in PRESSBOX_CORPUS")
        return
    yield ok("corpus", f"{len(corpus.articles)} articles")
    for skipped in corpus.skipped:
        yield warn("corpus", f"skipped {skipped.path}", skipped.reason)
    revisions = [article.revision for article in corpus.articles]
    yield index(revisions, build)
    yield ranking(revisions)


def index(revisions: Sequence[Revision], build: Callable[[Sequence[Revision]], object]) -> Finding:
    """Whether the index can be built, and in what time."""
    begun = time.monotonic()
    try:
        build(revisions)
    except Exception as error:  # noqa: BLE001  # whatever it is, the host is told
        return fail("index", f"building it ended in {error!r}", "leave out the article added last, and report this")
    seconds = time.monotonic() - begun
    if seconds > SLOW:
        return warn("index", f"built in {seconds:.0f} s", "the first start takes that long; fewer articles take less")
    return ok("index", f"built in {seconds:.1f} s")
