"""How well the bot answers: question sets, measures, and the fitting of weights. Runs the code that answers users."""
