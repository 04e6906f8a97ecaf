"""Settings by concern; `dev`, `test` and `production` are the only entry points."""
