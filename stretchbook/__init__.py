"""stretchbook: six stretches for lower back and hip pain, to explore, practise, track and lead."""

__version__ = "0.1.0"
