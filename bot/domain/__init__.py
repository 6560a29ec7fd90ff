"""The values everything else passes around: frozen, validated, free of input and output."""
