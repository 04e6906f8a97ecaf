"""Noto Sans KR, cut for the web and in single weights for pictures and PDF. `python -m credcenter.fonts` makes them.

A machine may have no Korean font, and Chromium then shows blanks: so the font comes with the centre. Its licence
(SIL Open Font License 1.1) lies beside the files.
"""
