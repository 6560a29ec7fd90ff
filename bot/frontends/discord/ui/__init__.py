"""What messages are made of: texts, links, pages and layout. Nothing here speaks to Discord."""
