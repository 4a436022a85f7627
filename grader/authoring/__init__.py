"""What authors and beginners need beside grading: stubs to fill in."""
