"""What follows a change of an article: answers are corrected, the log channel and waiting members are told."""
