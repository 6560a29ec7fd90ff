"""Feeds: articles that come in by themselves, through the same checks as those that somebody gives.

- `identity`: what tells one entry from another, whatever its site changes about it.
- `schedule`: when a feed is polled next.
- `filters`: which entries are wanted.
- `poller`: one poll of one feed, and `intake`: what becomes of each entry.
- `rounds`: which feeds are due, a host's one after the other.
- `feed_desk`: what moderators do with feeds.
- `notices`: what there is to tell moderators, each thing once.
"""
