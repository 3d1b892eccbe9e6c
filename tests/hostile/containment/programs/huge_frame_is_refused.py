"""Claims a frame of four gigabytes, and sends it slowly.

Must end as broken evidence.
"""
# outcome: protocol_error

os.write(3, b"\xff\xff\xff\xff")
for _ in range(100):
    os.write(3, b"x" * 65536)
time.sleep(1000)
