"""The source desk: what moderators do with articles, and members with suggestions.

Every call takes an `Actor` and looks only at the server that actor speaks in, so that nothing of another server can be
reached by its id. What an actor may not do raises `NotAllowedError`, whatever the front-end let through; what there
isn't, or can't be used, raises another `UserError`.

- `articles`: publish, edit, remove, restore, history, differences, lists.
- `changes`: settings, undo and audit.
- `drafts`: what is about to be published, from its source to the preview; `intake` reads it, `details` corrects it.
- `screening`: what there is to tell about an article before it is published.
- `queue`: suggestions, and what becomes of them.
- `corrections`: which answers quoted what no longer stands.
- `unanswered`: what was asked in vain, and who wants to know when it is answered.
- `imports`: articles from files.
- `desk` puts them together.
"""
