"""Edit a picture with google-genai and show the right message when no picture comes back.

    pip install jawab google-genai
    GEMINI_API_KEY=... python edit_with_google_genai.py photo.png "make the sky blue" id

A rejection by Gemini raises no exception: HTTP says 200 and the picture is missing. So `explain`
looks at the response as well as at exceptions, and returns None when there is nothing to explain.
"""

from __future__ import annotations

import os
import sys

from google import genai
from google.genai import types

import jawab

MODEL = os.environ.get("GEMINI_MODEL", "gemini-3-pro-image")


def edit(path: str, prompt: str, locale: str) -> int:
    # GEMINI_BASE_URL leads to a proxy or to a stand-in for tests.
    options = types.HttpOptions(base_url=os.environ.get("GEMINI_BASE_URL"))
    client = genai.Client(api_key=os.environ["GEMINI_API_KEY"], http_options=options)
    with open(path, "rb") as file:
        picture = types.Part.from_bytes(data=file.read(), mime_type="image/png")
    try:
        answer = client.models.generate_content(model=MODEL, contents=[picture, prompt])
    except Exception as error:  # noqa: BLE001 - whatever it is, the customer is told something
        return show(jawab.explain(error, locale=locale))
    told = jawab.explain(answer, locale=locale)
    if told is not None:
        return show(told)
    for part in answer.candidates[0].content.parts:
        if part.inline_data:
            with open("edited.png", "wb") as file:
                file.write(part.inline_data.data)
    print("saved edited.png")
    return 0


def show(told: jawab.Explanation) -> int:
    # `told.cause` and `told.error_id` are for your logs, never for the customer.
    print(told.title, told.body, told.action, told.docs_url, sep="\n")
    return 1


if __name__ == "__main__":
    sys.exit(edit(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "en"))
