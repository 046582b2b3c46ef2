"""Calls the stub with zeep, from the WSDL that it serves."""

import datetime
import sys

import zeep

client = zeep.Client(sys.argv[1])
due = datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc)
order = {"article": "tea <&>", "speed": "fast", "due": due, "note": ["a", "b"]}
print(client.service.Buy(order=order))
try:
    # zeep sends what the schema does not list.
    client.service.Buy(order={**order, "speed": "warp"})
except zeep.exceptions.Fault as fault:
    print("fault" if "warp" in fault.message else fault.message)
