"""Log -> days, dose, limits, change, sides and phases. Frames in, new frames out."""
