"""A library that asks for the folder for temporary files while it is imported, as some of torch do."""

import tempfile

FOLDER = tempfile.gettempdir()
