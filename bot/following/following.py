"""All of following, put together."""

from dataclasses import dataclass

from bot.desk.unanswered import Unanswered
from bot.following.contents import Contents
from bot.following.digest import DigestMaker
from bot.following.follows import Follows
from bot.following.log_reader import LogReader
from bot.following.newest import Newest
from bot.following.runner import Runner
from bot.newsroom import Newsroom
from bot.ports import Clock, FollowStore, JobStore, NewsLog, SentAnswerStore, ServerStore


@dataclass(frozen=True, slots=True)
class Following:
    """What members can do to hear of news, and what tells them."""

    follows: Follows
    newest: Newest
    runner: Runner

    @classmethod
    def over(
        cls,
        newsroom: Newsroom,
        unanswered: Unanswered,
        follows: FollowStore,
        news: NewsLog,
        jobs: JobStore,
        servers: ServerStore,
        sent_answers: SentAnswerStore,
        clock: Clock,
    ) -> "Following":
        """Following that keeps its work in these stores."""
        contents = Contents(follows, news, newsroom, DigestMaker(news, newsroom, sent_answers, unanswered))
        reader = LogReader(news, follows, jobs, servers, newsroom, clock)
        return cls(
            follows=Follows(follows, newsroom, servers, clock),
            newest=Newest(news, newsroom, servers),
            runner=Runner(jobs, follows, servers, reader, contents, clock),
        )
