"""What runs in the browser alone: functions of `assets/dashboard.js` as callbacks."""

from typing import Any

from dash import ClientsideFunction, Dash


def in_browser(app: Dash, name: str, *arguments: Any, first: bool = True) -> None:
    """Registers a function of the `tracker` namespace.

    Args:
        app: The app.
        name: The function's name in `assets/dashboard.js`.
        arguments: Outputs, inputs and states.
        first: Whether it runs when its page is opened, too.
    """
    function = ClientsideFunction("tracker", name)
    app.clientside_callback(function, *arguments, prevent_initial_call=not first)  # type: ignore[no-untyped-call]
