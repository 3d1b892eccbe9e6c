"""Stops itself with SIGSTOP, so that nothing it could be asked is answered.

Must end at the wall clock limit.
"""
# outcome: timed_out

os.kill(os.getpid(), signal.SIGSTOP)
time.sleep(1000)
