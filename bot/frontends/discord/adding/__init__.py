"""Adding articles from Discord: the forms, what is read from them, the preview, and the queue of suggestions.

- `source` and `intake` turn a form, an upload, a link or a message into an article.
- `screening` finds what there is to tell about it, `preview` shows it.
- `forms` are filled in, `controls` pressed, and `workbench` does what they ask for.
- `reviewing` shows moderators the queue, and `telling` writes to members.
"""
