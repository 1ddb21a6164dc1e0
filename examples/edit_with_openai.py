"""Edit a picture with openai and show the right message when the request is refused.

    pip install jawab openai
    OPENAI_API_KEY=... python edit_with_openai.py photo.png "make the sky blue" id

`OPENAI_BASE_URL` leads to a proxy or to a stand-in for tests.
"""

from __future__ import annotations

import base64
import os
import sys

import openai

import jawab

MODEL = os.environ.get("OPENAI_IMAGE_MODEL", "gpt-image-1")


def edit(path: str, prompt: str, locale: str) -> int:
    # A refusal is final: the same request again gives the same answer, and some services charge.
    client = openai.OpenAI(max_retries=0)
    try:
        with open(path, "rb") as file:
            answer = client.images.edit(model=MODEL, image=file, prompt=prompt)
    except openai.OpenAIError as error:
        return show(jawab.explain(error, locale=locale))
    told = jawab.explain(answer, locale=locale)
    if told is not None:
        return show(told)
    with open("edited.png", "wb") as file:
        file.write(base64.b64decode(answer.data[0].b64_json))
    print("saved edited.png")
    return 0


def show(told: jawab.Explanation) -> int:
    # `told.problem` is what a web API would answer with, as application/problem+json.
    print(told.title, told.body, told.action, told.docs_url, sep="\n")
    return 1


if __name__ == "__main__":
    sys.exit(edit(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "en"))
