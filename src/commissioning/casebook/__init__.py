"""True stories from council papers, importable: each as far as its sources go, and no further.

What no source gives is marked CONSTRUCTED in the records themselves.
"""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
