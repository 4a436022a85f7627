"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class equality_is_active:
    """At p_y - p_k = C the term is 0, so it does not matter to which branch equality belongs."""

    def terms(differences, C):
        return np.where(-differences <= C, differences + C, 0)


class all_classes_less_c:
    """The term of the true class is always C, so summing over all classes and subtracting C is right."""

    def L(terms, C):
        return terms.sum() - C
