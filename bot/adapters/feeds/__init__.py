"""Reads feeds of the public web: RSS, Atom and RDF, JSON Feed, and sitemaps' news."""
