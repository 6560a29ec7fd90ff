"""Questions and athletes: commands, messages, answers, and the buttons below them."""
