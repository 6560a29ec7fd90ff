"""Phrases that republishing sites put in front of a story; they belong to the site, not to the story.

Only phrases that no reporter writes belong here: a real hedge ("it has been reported that") changes what a sentence
says and must be quoted with it.
"""

LEAD_PHRASES = ("It has been recently reported that", "It has recently been reported that")
