"""The pages: practising in a browser, sign-in and health. The only home of starlette and jinja2."""
