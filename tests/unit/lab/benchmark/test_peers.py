"""Peers do the same work: they find what exact scores find, give or take their own parameters."""

from pathlib import Path

import pytest

from bot.lab.benchmark.peers import Bm25s, Fts5, Peer, RankBm25, Tantivy, available

DOCUMENTS = [[f"t{number % 7}", f"t{number % 11}", "t99" if number == 40 else "t0"] for number in range(60)]


def test_what_is_missing_is_named() -> None:
    """rank-bm25 and SQLite are always there; the others are there or named."""
    peers, missing = available()
    assert {"rank-bm25", "SQLite FTS5"} <= {peer.name for peer in peers}
    assert len(peers) + len(missing) >= 2


@pytest.mark.parametrize("peer", [RankBm25(), Bm25s("numpy"), Tantivy(), Fts5()], ids=lambda peer: peer.name)
def test_a_peer_finds_the_one_document_with_the_word(peer: Peer, tmp_path: Path) -> None:
    """Each finds the document that alone holds a word, first; the durable ones find one added later, too."""
    if isinstance(peer, Bm25s | Tantivy):
        pytest.importorskip("bm25s" if isinstance(peer, Bm25s) else "tantivy")
    peer.build(DOCUMENTS, tmp_path)
    assert list(peer.search(["t99", "t1"])[:1]) == [40]
    if peer.durable:
        peer.add([["t98"]])
        assert list(peer.search(["t98"])) == [60]
        assert peer.reopened()(["t98"])
