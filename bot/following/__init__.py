"""Following: members hear of new articles about athletes they follow, a channel of its week, and all of what is newest.

The log of changes says which articles are new, whoever added them. Everything that is to be told is a job that is kept
until it is due, so that nothing is lost and nothing told twice, whenever the program ends:

- `log_reader` takes new articles out of the log, together with jobs for whoever follows one of those they name.
- A job to gather becomes one to send, in one transaction, with what its followers haven't been told so far.
- `runner` carries jobs out. One that was begun before looks first whether its message stands already.
- `contents` and `digest` choose what a message quotes when it is sent: what was removed by then isn't told.
- `times`: at what times somebody may be told.
- `follows`: whom a member follows; `newest`: a server's newest articles, page by page.
- `following` puts them together.
"""
