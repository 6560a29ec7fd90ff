"""The language part: normal forms, numerals, sentences, terms, names. Pure; needed by ingestion and retrieval."""
