"""What scraped pages carry besides the story, as plain words.

Everything is in lower case with straight quotes. ``{agency}`` and ``{network}`` stand for the names listed
below. Boilerplate is recognised in three ways, from safe to bold:

* ``whole``: the entire line is this and nothing more, marks at its ends aside;
* ``prompts``: the line begins like this and isn't shaped like a sentence;
* ``notices``: the line begins like this, sentence or not, because no story begins so.
"""

from dataclasses import dataclass

AGENCIES = (
    "getty images", "getty", "imago images", "imago", "reuters", "associated press", "ap photo", "ap", "afp",
    "pa media", "pa wire", "pa images", "pa", "epa", "shutterstock", "alamy", "usa today sports", "usa today network",
    "imagn images", "imagn", "action images", "sportsfile", "inpho", "rex features", "icon sportswire", "nurphoto",
    "zuma press", "diamond league ag",
)  # fmt: skip
NETWORKS = (
    "facebook", "twitter", "instagram", "youtube", "tiktok", "whatsapp", "linkedin", "reddit", "pinterest", "telegram",
    "threads", "bluesky", "snapchat", "flipboard", "google news", "x",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """One kind of line that is no story, named by the reason people are shown for dropping it."""

    reason: str
    whole: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


TABLE = (
    Boilerplate(
        "advertising marker",
        whole=(
            "ad", "ads", "advert", "adverts", "advertisement", "advertisements", "advertising", "sponsored",
            "promoted", "sponsored content", "promoted content", "paid content", "paid partnership", "partner content",
            "ad feature", "story continues", "story continues below", "article continues below",
            "continue reading below", "scroll to continue", "skip advertisement", "skip ad", "report ad",
            "report this ad", "remove ads", "advertise with us", "close ad",
        ),
        prompts=("advertisement -", "sponsored by", "presented by", "in partnership with", "skip past ad"),
        notices=(
            "article continues below this", "article continues after", "story continues below this",
            "story continues after", "content continues below", "why am i seeing this ad",
            "this page contains affiliate links", "this article contains affiliate links",
            "when you purchase through links on our site", "we may earn a commission",
        ),
    ),
    Boilerplate(
        "video placeholder",
        whole=(
            "play video", "watch video", "video", "play", "loading video", "video unavailable", "live video",
            "watch on {network}", "watch this video on {network}", "watch the video", "play audio",
            "listen to article",
        ),
        prompts=("listen to this article", "a post shared by", "view original tweet", "{network} post by"),
        notices=(
            "this video can not be played", "this video cannot be played", "this video can't be played",
            "this video is unavailable", "this video is private", "this content is not available",
            "this content is currently unavailable", "to play this video", "to watch this video", "to play this media",
            "to view this video", "media playback is not", "media playback is unsupported",
            "your browser does not support", "your browser doesn't support", "please enable javascript",
            "you need to enable javascript", "javascript is disabled", "video player is loading", "view this post on",
            "view more on {network}", "allow {network} content", "this article contains content provided by",
            "warning: third party content", "this is a modal window",
        ),
    ),
    Boilerplate(
        "image credit",
        whole=(
            "{agency}", "{agency} via {agency}", "via {agency}", "photo by {agency}", "photos by {agency}",
            "image by {agency}", "picture by {agency}", "photo courtesy of {agency}", "courtesy of {agency}",
            "courtesy {agency}", "featured image", "feature image", "image", "photo", "photos", "view gallery",
            "view image", "open image in gallery", "enlarge image", "credits", "file photo",
        ),
        prompts=(
            "image:", "images:", "photo:", "photos:", "picture:", "pictures:", "pic:", "photograph:", "credit:",
            "image credit", "photo credit", "picture credit", "photograph by", "photo by", "photos by", "image by",
            "images by", "picture by", "photo courtesy", "image courtesy", "file photo", "featured image:",
        ),
        notices=("image source,", "image source:", "image caption,", "media caption,", "figure caption,"),
    ),
    Boilerplate(
        "navigation",
        whole=(
            "home", "homepage", "menu", "main menu", "search", "close", "next", "previous", "back", "back to top",
            "top", "next article", "previous article", "next story", "next post", "previous post", "more",
            "more stories", "more on this story", "related", "related articles", "related article", "related stories",
            "related topics", "related content", "related links", "related posts", "related news", "related reading",
            "related tags", "see also", "read next", "up next", "most read", "most popular", "trending",
            "trending now", "top stories", "latest", "latest news", "latest stories", "popular", "recommended",
            "recommended stories", "you may like", "you may also like", "you might also like", "recommended for you",
            "more from this section", "load more", "show more", "show less", "view all", "see all", "view more",
            "see more", "topics", "tags", "categories", "sections", "news", "sport", "sports", "in this article",
            "table of contents", "contents", "on this page", "jump to", "external links", "elsewhere on the web",
            "around the web", "from the web", "advertise", "contact us", "about us", "help", "accessibility links",
            "editors' picks", "editor's picks", "live scores",
        ),
        prompts=(
            "tags:", "topics:", "categories:", "category:", "filed under", "posted in", "previous:", "next:",
            "previous post:", "next post:", "view comments", "related topics:", "related tags:",
        ),
        notices=("skip to content", "skip to main content", "skip to navigation", "skip to primary", "back to top of"),
    ),
    Boilerplate(
        "promotion",
        whole=("watch", "listen", "read more", "must read", "must-read", "don't miss", "learn more", "find out more"),
        prompts=(
            "read more", "read also", "also read", "read next", "read |", "see also", "read full story", "more from",
            "more on", "more:", "watch live", "watch now", "watch |", "listen:", "listen to", "must read",
            "don't miss", "recommended:", "trending:", "click here", "tap here", "get the latest", "buy tickets",
            "how to watch", "how to follow", "download the", "stream live", "shop now",
            "support independent journalism", "see more from", "find out more",
        ),
        notices=(
            "read more:", "read also:", "also read:", "see also:", "related:", "related article:", "related story:",
            "related articles:", "watch:", "must read:", "must-read:", "don't miss:", "in case you missed it:",
            "icymi:", "watch what's trending", "read top stories first", "click here to", "click here for",
            "tap here to", "get our free", "get the latest news from", "download our app", "download our free app",
            "bet responsibly", "gamble responsibly", "for more news, ", "for more stories, ",
            "stay up to date with our",
        ),
    ),
    Boilerplate(
        "share or newsletter prompt",
        whole=(
            "share", "share this", "share this article", "share this story", "share this page", "share this post",
            "share article", "share via", "share with", "share options", "tweet", "tweet this", "post", "copy link",
            "copy this link", "copied link", "link copied", "copied", "copied to clipboard", "email", "email this",
            "print", "print this", "save", "save article", "save for later", "bookmark", "comment", "comments",
            "leave a comment", "leave a reply", "add a comment", "post a comment", "write a comment", "show comments",
            "view comments", "hide comments", "join the conversation", "join the discussion", "{network}", "follow",
            "follow us", "subscribe", "subscribe now", "sign up", "sign up now", "sign up here", "log in", "login",
            "sign in", "register", "newsletter", "newsletters", "have your say", "about sharing", "rss", "reply",
            "your email address", "email address", "no comments", "no comments yet", "get notifications", "notify me",
        ),
        prompts=(
            "share on", "share this on", "share to", "share this article on", "follow us", "follow along on",
            "sign up", "subscribe", "join our", "comments (", "tweet this", "send us", "follow the author",
            "get alerts", "like us on", "find us on", "connect with us", "join us on", "tell us", "what do you think",
            "newsletter:",
        ),
        notices=(
            "follow us on {network}", "sign up for our", "sign up to our", "sign up for the newsletter",
            "sign up here", "subscribe to our", "subscribe to the newsletter", "subscribe for free", "subscribe here",
            "join our newsletter", "join our mailing list", "enter your email", "thanks for signing up",
            "thank you for subscribing", "thanks for subscribing", "be the first to comment", "like us on {network}",
            "you can follow us on", "share your thoughts in the comments", "let us know in the comments",
            "your email address will not be", "comments are closed", "have something to say?",
            "want more stories like this?",
        ),
    ),
    Boilerplate(
        "cookie or paywall notice",
        whole=(
            "accept", "accept all", "accept cookies", "accept all cookies", "reject all", "manage cookies", "cookies",
            "cookie policy", "cookie settings", "manage preferences", "privacy policy", "privacy", "terms of use",
            "terms of service", "terms and conditions", "terms & conditions", "subscribers only", "premium",
            "do not sell my personal information", "your privacy choices", "i agree", "got it", "no thanks",
            "already a subscriber? log in", "already a subscriber? sign in",
        ),
        prompts=("already a subscriber", "already have an account", "create a free account", "create an account"),
        notices=(
            "we use cookies", "this site uses cookies", "this website uses cookies", "our website uses cookies",
            "we and our partners", "we value your privacy", "your privacy is important to us", "by continuing to use",
            "by continuing to browse", "by using this site", "by using this website", "by clicking accept",
            'by clicking "', "by signing up you", "by signing up, you", "by signing up to our", "by subscribing, you",
            "by entering your email", "you have reached your limit", "you have reached your article limit",
            "you have reached your free", "you've reached your limit", "you have read your last free",
            "to continue reading this", "to continue reading,", "to keep reading,", "subscribe to continue",
            "subscribe to read", "sign in to continue", "log in to continue", "register to continue",
            "this article is for subscribers", "this article is only available to", "this content is for subscribers",
            "this story is for subscribers", "unlock this article",
        ),
    ),
    Boilerplate(
        "copyright line",
        prompts=("copyright ",),
        notices=(
            "©", "(c) 19", "(c) 20", "copyright ©", "copyright (c)", "copyright 19", "copyright 20",
            "all rights reserved", "the bbc is not responsible for",
            "we are not responsible for the content of external", "this material may not be published",
            "this article was originally published", "this post appeared first on", "the post appeared first on",
            "reproduction without permission",
        ),
    ),
    Boilerplate(
        "byline",
        prompts=(
            "written by", "reported by", "reporting by", "edited by", "editing by", "posted by", "author:", "words by",
        ),
    ),
    Boilerplate(
        "web page token",
        whole=("loading", "please wait", "null", "undefined", "nan", "object object", "lorem ipsum"),
        prompts=("pic.{network}",),
    ),
)  # fmt: skip
