"""Many submissions graded together: whose they are, their results on disk, and what they add up to."""
