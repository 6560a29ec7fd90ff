"""The indexes beside the database, and the two ways of ranking passages."""

import os
from collections.abc import Iterator, Sequence
from math import isclose
from pathlib import Path

from bot.adapters.sqlite_index import NAME, inspect
from bot.doctor.finding import Finding, fail, ok, warn
from bot.domain.article import Revision
from bot.ports.answering import Retriever
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.rank_bm25_retriever import MAX_PASSAGES, RankBm25Retriever
from bot.text.analyzer import terms

_ADVICE = "delete it, whether the bot runs or not: the next start makes it anew"
_QUESTIONS = 50
"""How many titles are searched for."""


def indexes(folder: Path) -> Iterator[Finding]:
    """How large the index file is, which needn't exist yet, and whether what it holds is sound."""
    file = folder / NAME
    if not folder.exists() or (folder.is_dir() and not file.exists()):
        yield ok("index folder", f"{file} is made when the bot starts")
        return
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        advice = "allow writing it, or move it away; without it each start reads all articles again"
        yield warn("index folder", f"{folder} can't be used", advice)
        return
    try:
        found = inspect(file)
    except OSError as error:
        yield warn("index folder", f"{file} can't be read ({error.strerror})", _ADVICE)
        return
    size = f"{file} holds {found.count} indexes, {found.size / 1e6:.1f} MB"
    if found.damaged is None:
        yield ok("index folder", f"{size}, in use by a running bot")
    elif found.damaged:
        yield warn("index folder", f"{size}; {found.damaged} damaged", _ADVICE)
    else:
        yield ok("index folder", f"{size}, sound")


def ranking(revisions: Sequence[Revision]) -> Finding:
    """Whether rank-bm25 and the posting index score the same passages alike, asked for the articles' titles."""
    index = PassageIndex()
    for revision in revisions:
        if len(index) < MAX_PASSAGES:
            index = index.add([revision])
    library = RankBm25Retriever(index.segments)
    titles = [revision.byline.title or revision.article_id for revision in revisions[:_QUESTIONS]]
    differing = [title for title in titles if not _agree(index, library, title, len(index))]
    if differing:
        return fail("ranking", f"rank-bm25 scores {differing[0]!r} differently", "report this with the articles")
    return ok("ranking", f"rank-bm25 and the posting index agree on {len(titles)} searches of {len(index)} passages")


def _agree(one: Retriever, other: Retriever, question: str, limit: int) -> bool:
    query = dict.fromkeys(terms(question), 1.0)
    scores = [
        {(hit.passage.revision.article_id, hit.passage.span.start): hit.score for hit in each.search(query, limit)}
        for each in (one, other)
    ]
    same = scores[0].keys() == scores[1].keys()
    return same and all(isclose(score, scores[1][key], rel_tol=1e-9) for key, score in scores[0].items())
