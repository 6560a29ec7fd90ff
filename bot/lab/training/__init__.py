"""Makes what answers are chosen with: the two encoders, the ranker and the confidence. No running bot imports it."""
