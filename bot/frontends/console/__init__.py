"""The terminal: coloured for people, plain when piped, JSON for programs."""
