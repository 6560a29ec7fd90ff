"""Whether the evidence is enough: the confidence of an answer, and its limits."""
