"""Turns a document's text into an article: reads its metadata and drops what isn't story."""
