"""Formats of a report, one a file: each a pure function of `Report`. Rendering decides nothing."""
