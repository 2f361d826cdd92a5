"""Opens pages in a drill's home, each as somebody who took a role card: run in a process of its own.

Standard input: [[username, path], …]. Standard output: [[status, body in base64], …].
"""

import base64
import json
import sys
from functools import cache

import django
from django.test import Client


@cache
def _signed_in(username: str) -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": "zh-CN"})
    taken = client.post("/sign-in/", {"username": username})
    assert taken.status_code == 302, username
    return client


def _seen(username: str, path: str) -> tuple[int, str]:
    answer = _signed_in(username).get(path)
    return answer.status_code, base64.b64encode(b"".join(answer)).decode()


if __name__ == "__main__":
    django.setup()
    print(json.dumps([_seen(*one) for one in json.load(sys.stdin)]))
