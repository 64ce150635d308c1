"""Inserts records into one SQLite database from several processes, as a shop's PHP workers would.

usage: sqlite.py DATABASE RECORD PROCESSES SECONDS

Prints how many inserts were committed in a second. WAL, synchronous=FULL, one transaction for each insert.
"""

import multiprocessing
import sqlite3
import sys
import time


def insert(database, record, worker, seconds, counts):
    link = sqlite3.connect(database, timeout=60, isolation_level=None)
    link.execute("PRAGMA synchronous=FULL")
    count = 0
    start = time.time_ns()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        link.execute("INSERT INTO links VALUES (?, ?)", (f"{start}-{worker}-{count}", record))
        count += 1
    counts[worker] = count


def main(database, record_file, processes, seconds):
    with open(record_file, encoding="utf-8") as file:
        record = file.read().rstrip("\n")
    link = sqlite3.connect(database, isolation_level=None)
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("CREATE TABLE IF NOT EXISTS links (order_id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID")
    counts = multiprocessing.Array("q", processes)
    workers = [
        multiprocessing.Process(target=insert, args=(database, record, worker, seconds, counts))
        for worker in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{sum(counts) / seconds:.1f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
