"""Everything that touches the world outside: files, web pages, databases."""
