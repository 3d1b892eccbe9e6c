"""Reads the student's written explanation: whose words, which ideas, which claims.

`assess.assess` is the only entrance for grading; `language.guess_language` serves submissions
without words. Nothing is imported here: reports need the model alone, and the reader's hundreds of
patterns take time to compile.
"""
