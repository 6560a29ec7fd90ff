"""Who is meant: names of people in articles, and what a name in a question resolves to."""
