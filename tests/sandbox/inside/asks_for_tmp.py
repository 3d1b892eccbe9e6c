"""Asks for the folder for temporary files while it is imported, as parts of torch do."""

import tempfile

FOLDER = tempfile.gettempdir()
