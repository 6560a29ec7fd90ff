"""Servers and members: settings, privacy, and keeping up with who comes and goes."""
