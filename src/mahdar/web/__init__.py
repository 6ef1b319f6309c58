"""The pages that people use, in Arabic and English, and the HTTP API under ``/api/v1``; ``create_app`` makes both.

Pages and API ask the same functions of the archive. Nothing is fetched from anywhere else: fonts, outlines and scripts are in
``static`` and ``data``.
"""
