"""Chinese address text -> the village, township or county it names.

Pure: the names come in as `Place` and `Alias`, nothing is read from files. `Gazetteer.resolve` answers
one text, `Gazetteer.resolve_codes` many. What is ambiguous is answered with candidates, never guessed.
"""

from yanpan.science.place_names.gazetteer import Gazetteer
from yanpan.science.place_names.places import Alias, City, Place, Resolution

__all__ = ["Alias", "City", "Gazetteer", "Place", "Resolution"]
