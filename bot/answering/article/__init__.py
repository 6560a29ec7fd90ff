"""What an article says: its sentences with whom they are about, who speaks, when."""
