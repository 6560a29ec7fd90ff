"""A server's own articles: added, suggested, reviewed, looked through, removed and restored."""
