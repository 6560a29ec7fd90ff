"""From text to ranked passages: folding, analysis, sentences, passages, BM25. Pure."""
