"""Composition root: the one place where the parts meet."""
