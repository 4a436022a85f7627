"""A class: many submissions of one homework together."""
