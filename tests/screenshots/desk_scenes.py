"""What Sam, who moderates the demo's server, does at the source desk, scene by scene."""

from tests.screenshots.steps import Step, choose, press, send, viewing_as

_AS_SAM = viewing_as("Sam")
_ARTICLE = """\
---
title: Brook wins in Lahti
date: 2025-07-02
outlet: Morning Herald
author: Sam Field
---

Callum Brook won the 1500m in Lahti on Tuesday in 3:34.20.

He had hurt his ankle in Turku two weeks before.
"""
_DIRTY = """\
Home > Sport > Athletics
Brook wins in Lahti
Image source, Getty Images
ADVERTISEMENT
Callum Brook won the 1500m in Lahti on Tuesday in 3:34.20.
Sign up for our newsletter
He had hurt his ankle in Turku two weeks before.
Share this article on Facebook
Read more: The ten fastest milers
© 2025 Morning Herald. All rights reserved.
"""
_EDITED = """\
Callum Brook won the 1500m in Lahti on Wednesday in 3:34.20, a personal best.

He had hurt his ankle in Turku two weeks before.
"""
_ADDED: tuple[Step, ...] = (_AS_SAM, "/article add", send("Text", _ARTICLE), press("Publish"))
_GAPS: tuple[Step, ...] = ("which car does Josh Kerr drive?", "does Cole Hocker have a dog?", _AS_SAM, "/article gaps")
_PREVIEW: tuple[Step, ...] = (_AS_SAM, "/article add", send("Text", _DIRTY))

DESK_SCENES: dict[str, tuple[Step, ...]] = {
    "form": (_AS_SAM, "/article add"),
    "preview": _PREVIEW,
    "dropped": (*_PREVIEW, press("Show dropped lines")),
    "details": (*_PREVIEW, press("Edit")),
    "published": _ADDED,
    "queue": ("/suggest", send("Text", _ARTICLE), press("Suggest"), _AS_SAM, "/article queue"),
    "withdrawn": (
        *_ADDED,
        "where did Callum Brook win?",
        "/article remove <Brook wins>",
        send("Why? (kept in the log)", "The Herald withdrew the report."),
    ),
    "history": (
        *_ADDED,
        "/article edit <Brook wins>",
        send("Text", _EDITED),
        press("Publish"),
        "/article history <Brook wins>",
        choose("See what changed in a version", "Version 2"),
    ),
    "gaps": _GAPS,
    "settings": (_AS_SAM, "/settings"),
    "list": (*_ADDED, "/article list"),
    "empty-list": (_AS_SAM, "/article list"),
    "show": (*_ADDED, "/article show <Brook wins>"),
    "audit": (*_ADDED, "/article audit"),
}
"""In English: the labels pressed are."""
