"""Settings of the documentation site; CONTRIBUTING.md says how it is built."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grader import __version__

project = "grader"
release = __version__
extensions = ["myst_parser", "_extension"]
exclude_patterns = ["_build"]
nitpicky = True  # a link that leads nowhere is a warning
myst_heading_anchors = 4
smartquotes = False  # what the grader prints is quoted as it is: --problems, 'a'
highlight_language = "text"  # indented blocks are formulas and commands, not Python

html_theme = "furo"
html_title = f"grader {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_logo = html_favicon = "_static/logo.svg"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
