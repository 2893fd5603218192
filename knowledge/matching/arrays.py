"""The kinds of arrays matching computes with."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Places = NDArray[np.intp]
