"""What the bot answers with: the articles, the indexes over them, and its own words in every language."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, TemplateError, nodes

from bot.adapters.corpus_files import Corpus
from bot.adapters.index_files.inspection import inspect
from bot.answering.composer import Composer
from bot.doctor.finding import Finding, fail, ok, warn
from bot.domain.article import Revision
from bot.domain.errors import UserError

SLOW = 30.0
"""Seconds that building the index may take before that is worth knowing."""
Templates = Mapping[str, str]
_MODEL = "en"
_COMPLETE = "install Pressbox anew, or complete the folder prompts/"
_DELETE = "delete it, whether the bot runs or not: the next start makes it anew"


def articles(load: Callable[[], Corpus], build: Callable[[Sequence[Revision]], object]) -> Iterator[Finding]:
    """Whether the articles can be read, and how long ``build`` takes to index them."""
    try:
        corpus = load()
    except UserError as error:
        yield fail("corpus", str(error), "mend that, or name other folders in PRESSBOX_CORPUS")
        return
    yield ok("corpus", f"{len(corpus.articles)} articles")
    for skipped in corpus.skipped:
        yield warn("corpus", f"skipped {skipped.path}", skipped.reason)
    yield index([article.revision for article in corpus.articles], build)


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


def indexes(folder: Path) -> Iterator[Finding]:
    """How large the folder is, which needn't exist yet, and whether what it holds is sound."""
    if not folder.exists():
        yield ok("index folder", f"{folder} is made when the bot starts")
        return
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        advice = "allow writing it, or move it away; without it each start reads all articles again"
        yield warn("index folder", f"{folder} can't be used", advice)
        return
    try:
        found = inspect(folder)
    except OSError as error:
        yield warn("index folder", f"{folder} can't be read ({error.strerror})", _DELETE)
        return
    size = f"{folder} holds {found.count} indexes, {found.size / 1e6:.1f} MB"
    if found.damaged is None:
        yield ok("index folder", f"{size}, in use by a running bot")
    elif found.damaged:
        yield warn("index folder", f"{size}; damaged: {', '.join(found.damaged)}", _DELETE)
    else:
        yield ok("index folder", f"{size}, sound")


def languages(known: Collection[str], templates: Callable[[str], Templates]) -> Iterator[Finding]:
    """Whether each language has every template and every piece that English has; ``templates`` gives its sources."""
    wanted = _pieces(templates(_MODEL))
    for language in sorted(known):
        yield _language(language, templates(language), wanted)


def _language(language: str, sources: Templates, wanted: set[str]) -> Finding:
    try:
        Composer(sources).prepare()
        missing = sorted(wanted - _pieces(sources))
    except TemplateError as error:
        return fail("languages", f"a template of {language} is broken: {error}", _COMPLETE)
    if missing:
        return fail("languages", f"{language} lacks {', '.join(missing)}", _COMPLETE)
    return ok("languages", f"{language} is complete")


def _pieces(sources: Templates) -> set[str]:
    """The templates' names, and their macros' as ``template:macro``."""
    parser = Environment(autoescape=False)  # noqa: S701  # parsed, never rendered
    found = {name: parser.parse(source) for name, source in sources.items()}
    macros = {f"{name}:{macro.name}" for name, tree in found.items() for macro in tree.find_all(nodes.Macro)}
    return macros | set(found)
