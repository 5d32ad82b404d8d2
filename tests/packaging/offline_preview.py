"""Start the preview of the folder one stands in, ask it for its page, stop it: no network at all.

Run with the words of ``cut_off`` before it, and the program to try: the namespace they make has no
loopback either until it is brought up. Only the standard library is at hand here.
"""

import fcntl
import json
import re
import signal
import socket
import struct
import subprocess
import sys
import urllib.request

FLAGS, IS_UP = 0x8914, 0x1  # SIOCSIFFLAGS and IFF_UP, from <linux/sockios.h> and <linux/if.h>


def bring_loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        fcntl.ioctl(asking, FLAGS, struct.pack("16sh22x", b"lo", IS_UP))


def main() -> None:
    program, is_alone = sys.argv[1], sys.argv[2] == "alone"
    if is_alone:
        bring_loopback_up()
    command = [program, "preview", "--no-open", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as preview:
        assert preview.stdout is not None
        told = preview.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found, told
        ask = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with ask.open(found[0], timeout=30) as answer:
            page = answer.read().decode("utf-8")
        preview.send_signal(signal.SIGINT)
        preview.communicate(timeout=30)
    sys.stdout.write(json.dumps({"told": told, "page": page, "code": preview.returncode}))


if __name__ == "__main__":
    main()
