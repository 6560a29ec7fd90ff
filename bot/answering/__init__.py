"""From a question to an answer: reading, evidence, builders, words. Pure."""
