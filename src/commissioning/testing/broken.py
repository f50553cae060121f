"""The catalogue."""
from commissioning.testing import broken_evaluation, broken_recording, broken_views
ROWS = (*broken_recording.ROWS, *broken_evaluation.ROWS, *broken_views.ROWS)
