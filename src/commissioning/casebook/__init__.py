"""True stories from council papers, importable: each as far as its sources go, and no further.

What no source gives is marked CONSTRUCTED in the records themselves.
"""
