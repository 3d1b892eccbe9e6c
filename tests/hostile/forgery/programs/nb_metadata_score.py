# tries: metadata and outputs that state a score
# outcome: no_full_marks
# as: notebook
# the test puts a score into the notebook's metadata and outputs
print("2.0")
