# tries: nothing at all
# outcome: no_full_marks
pass
