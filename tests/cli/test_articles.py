"""``pressbox articles``, ``article``, ``athletes`` and ``ingest``: what the bot knows."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

ARTICLE = {"id", "title", "outlet", "author", "published", "url", "sha256", "athletes", "sources", "revision", "text"}


def test_athletes_are_listed(run: Run, corpus: Path) -> None:
    """One name a line, by surname: athletes first of all, and the people the articles speak of."""
    result = run("athletes", "--corpus", corpus)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["Max Hart", "Zoe Hart", "Ann Lee", "Gareth Pugh"]


def test_athletes_are_listed_as_json(run: Run, corpus: Path) -> None:
    """One object a line, with the name."""
    lines = run("athletes", "--corpus", corpus, "--json").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [
        {"name": name} for name in ("Max Hart", "Zoe Hart", "Ann Lee", "Gareth Pugh")
    ]


def test_articles_are_listed(run: Run, corpus: Path) -> None:
    """Id, day, outlet and title between tabs; what an article doesn't say is not given."""
    assert run("articles", "--corpus", corpus).stdout.splitlines() == [
        "calf\t2025-06-20\tTrack Weekly\tLee hurts her calf",
        "final\tnot given\tnot given\tHart wins in Rome",
    ]


def test_articles_are_listed_as_json(run: Run, corpus: Path) -> None:
    """The same, one object a line."""
    first, _ = run("articles", "--corpus", corpus, "--json").stdout.splitlines()
    assert json.loads(first) == {
        "id": "calf",
        "published": "2025-06-20",
        "outlet": "Track Weekly",
        "title": "Lee hurts her calf",
    }


def test_an_article_can_be_read(run: Run, corpus: Path) -> None:
    """Its attribution, then the text that quotes are taken from: no advertisement in it."""
    result = run("article", "calf", "--corpus", corpus)
    assert result.exit_code == 0
    assert "title: Lee hurts her calf\n" in result.stdout
    assert "“I heard a pop – and that was it,” said Lee." in result.stdout
    assert "Advertisement" not in result.stdout


def test_an_article_proves_its_text(run: Run, corpus: Path) -> None:
    """In JSON the text comes with the SHA-256 of its UTF-8 bytes."""
    article = json.loads(run("article", "calf", "--corpus", corpus, "--json").stdout)
    assert article.keys() == ARTICLE
    assert article["sha256"] == sha256(article["text"].encode()).hexdigest()
    assert (article["athletes"], article["sources"], article["revision"]) == (["Ann Lee"], [], 1)


def test_an_unknown_article_is_a_wrong_call(run: Run, corpus: Path) -> None:
    """An id that no article has is told, with the command that lists them."""
    result = run("article", "fianl", "--corpus", corpus)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'fianl'" in result.stderr
    assert "pressbox articles" in result.stderr


def test_an_article_needs_its_id(run: Run) -> None:
    """A call without an id is a wrong one."""
    assert run("article").exit_code == 2


def test_ingest_reports_each_article(run: Run, corpus: Path) -> None:
    """A line for each article, and a count at the end."""
    result = run("ingest", corpus)
    assert result.exit_code == 0
    calf, final, count = result.stdout.splitlines()
    assert calf.startswith("calf: Lee hurts her calf (")
    assert "1 lines dropped" in calf
    assert final.startswith("final: Hart wins in Rome (")
    assert count == "2 articles read, 0 files skipped"


def test_ingest_explains_what_it_drops(run: Run, corpus: Path) -> None:
    """Every line that is left out is shown with its number and the reason."""
    assert "  dropped line 12 (advertising marker): Advertisement\n" in run("ingest", corpus, "--explain").stdout


def test_ingest_needs_a_path(run: Run) -> None:
    """A call without a path is a wrong one."""
    assert run("ingest").exit_code == 2
