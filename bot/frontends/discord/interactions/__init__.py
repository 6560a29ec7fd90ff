"""What all commands, buttons and forms have in common: context, permissions, deferring, cooldowns and errors."""
