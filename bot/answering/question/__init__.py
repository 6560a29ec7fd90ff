"""What is asked: how a message reads, in its conversation."""
