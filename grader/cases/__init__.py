"""Cases: the arguments that a problem is tried on, remade from names and numbers alone."""
