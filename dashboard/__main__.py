"""`python -m dashboard [DATABASE]`: the dashboard alone, at http://127.0.0.1:8050."""

import socket
import sys

from dashboard.app import serve
from tracker import Store, TrackerError

HOST, PORT = "127.0.0.1", 8050


def main(arguments: list[str]) -> int:
    """Serves the database named first, else `tracker.db` in the working folder."""
    try:
        with (
            Store(arguments[0] if arguments else "tracker.db") as store,
            socket.create_server((HOST, PORT)) as listener,
        ):
            print(f"Dashboard at http://{HOST}:{PORT} (stop with Ctrl+C)", file=sys.stderr)
            serve(store, listener)
    except TrackerError as error:
        print(error, file=sys.stderr)
        return 4
    except OSError as error:
        print(f"Port {PORT} cannot be used: {error.strerror}.", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
