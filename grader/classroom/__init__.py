"""Many submissions of one homework, graded or looked at together."""
