"""Log -> days, dose, change, sides and phases. Frames in, new frames out."""
