"""What the core needs from outside, as protocols; adapters and tests provide it."""
