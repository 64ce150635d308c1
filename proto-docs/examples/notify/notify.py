# What MultiSafepay's notifications are sent to, for any WSGI server: each goes to the daemon as it came.
import json, os, socket

def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
    params = {"query": environ.get("QUERY_STRING", ""), "body": body, "auth": environ.get("HTTP_AUTH", "")}
    params |= {"site": os.environ["PAYLINK_SITE"]} if "PAYLINK_SITE" in os.environ else {}
    call = {"jsonrpc": "2.0", "id": 1, "method": "handleNotification", "params": params}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(9)
        connection.connect(os.environ.get("PAYLINK_SOCKET", "/run/paylinkd.sock"))
        connection.sendall(json.dumps(call).encode() + b"\n")
        answer = json.loads(connection.makefile().readline() or "{}")
    start_response("200 OK" if "result" in answer else "503 Service Unavailable", [("Content-Type", "text/plain")])
    return [answer.get("result", {}).get("acknowledge", "NG").encode()]
