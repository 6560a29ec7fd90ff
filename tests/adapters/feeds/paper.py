"""Feeds of every kind, as sites write them."""

ITEM = "<item><title>Marl wins</title><link>https://news.example/win</link><guid>1</guid>{more}</item>"
RSS = '<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>The Paper</title>{head}{items}</channel></rss>'


def rss(*items: str, head: str = "", spaces: str = "") -> str:
    """An RSS feed of items."""
    return RSS.format(items="".join(items or (ITEM.format(more=""),)), head=head, spaces=spaces)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title><entry><title>Marl wins</title>
<id>tag:news.example,2025:1</id><link href="/win"/><updated>2025-09-01T10:00:00+02:00</updated>
<author><name>Tom Reid</name></author><category term="track"/>
<content type="html">&lt;p&gt;Marl won.&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Paper</title></channel>
<item rdf:about="https://news.example/win"><title>Marl wins</title><link>https://news.example/win</link>
<dc:date>2025-09-01T08:00:00Z</dc:date><dc:creator>Tom Reid</dc:creator></item></rdf:RDF>"""

JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": [{"id": 1, "url": "/win",
"title": "Marl wins", "content_html": "<p>Marl won.</p>", "date_published": "2025-09-01T10:00:00+02:00",
"authors": [{"name": "Tom Reid"}], "tags": ["track"]}, "no item"]}"""

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/win</loc><news:news>
<news:publication><news:name>The Paper</news:name></news:publication><news:title>Marl wins</news:title>
<news:publication_date>2025-09-01T08:00:00Z</news:publication_date><news:keywords>track, field</news:keywords>
</news:news></url><url><loc>https://news.example/about</loc></url></urlset>"""

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "Marl"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<rss version="2.0"><channel><item><title>&d;</title></item></channel></rss>"""

THEFT = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>"""
