"""What a teacher may want to see of the evidence of one submission, as data without words.

`graph` is the computation graph of an experiment with what each path brings to the input, `trace`
the table of what torch was asked to do, `look` both together with the outputs saved in the
notebook. Nothing here decides anything; grading does not import it.
"""
