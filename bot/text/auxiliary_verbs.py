"""The verbs with which English questions begin."""

AUXILIARY_VERB = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)"
"""A pattern for any of them, to be compiled within another."""
