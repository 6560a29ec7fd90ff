"""What measures and fits, and no running bot imports: evaluation, benchmark, training."""
