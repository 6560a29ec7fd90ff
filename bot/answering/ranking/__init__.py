"""Which sentence answers: evidence for a question, its features and their weights."""
