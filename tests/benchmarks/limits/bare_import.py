"""The least that an import can be: the csv module, phonenumbers on every number, COPY, and a unique index. `URL FILE USER:PASSWORD`."""

from csv import reader
import json
from pathlib import Path
import sys
import time

import phonenumbers
import psycopg

from tests.benchmarks.limits import postgres

url, path, who = sys.argv[1:]
user, _, password = who.partition(":")
with psycopg.connect(f"{url}/postgres", user=user, password=password, autocommit=True) as connection:
    postgres.check_durable(connection)
    connection.execute("DROP TABLE IF EXISTS bare_import")
    connection.execute("CREATE TABLE bare_import (nir text PRIMARY KEY, phone text NOT NULL, rest jsonb NOT NULL)")
    began = time.perf_counter()
    with Path(path).open(encoding="cp1252", newline="") as file, connection.cursor() as cursor:
        rows = reader(file, delimiter=";")
        next(rows)
        with cursor.copy("COPY bare_import FROM STDIN") as copy:
            for row in rows:
                number = phonenumbers.parse(row[8], "FR")
                phone = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                copy.write_row((row[1], phone, json.dumps(row, ensure_ascii=False)))
    print(json.dumps({"seconds": time.perf_counter() - began}))
