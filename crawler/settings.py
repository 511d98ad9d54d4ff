"""Scrapy's settings: polite, honest and bounded. Loaded explicitly, so that no scrapy.cfg in the way is obeyed."""

import os
from importlib.metadata import PackageNotFoundError, version

BOT_NAME = "meoktong"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"


def user_agent(contact: str) -> str:
    """Who we are, for a webmaster to read: name, version, purpose, and where our user is reached."""
    try:
        number = version("meoktong")
    except PackageNotFoundError:
        number = "0"
    where = "".join(character for character in contact if character.isprintable()).strip()
    return f"meoktong/{number} (Korean outage news monitor{f'; {where}' if where else ''})"


# Set MEOKTONG_CONTACT, or `contact` in the configuration, to an address where a webmaster reaches you.
USER_AGENT = user_agent(os.environ.get("MEOKTONG_CONTACT", ""))
ROBOTSTXT_USER_AGENT = "meoktong"

# One page at a time per site, with a delay that grows when the site is slow; robots.txt is obeyed.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0  # never 0: Scrapy 2.19 then sends all that waits in a site's line at once
DOWNLOAD_DELAY_JITTER = 0.5
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
COOKIES_ENABLED = False

# Bounds: a hostile or broken site costs this much and no more.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 4_000_000
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
DEPTH_LIMIT = 12  # ten pages of search results after each other, then an article

# Nothing listens while a crawl runs.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.ProxyMiddleware": 90,  # before robots.txt is asked for
    "crawler.middlewares.MannersMiddleware": 95,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.RobotsMiddleware": 100,
}
EXTENSIONS = {"crawler.budget.TimeBudget": 10}
ITEM_PIPELINES = {"crawler.pipelines.CheckPipeline": 100, "crawler.pipelines.SavePipeline": 300}

LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"

# Ours. A database path or URL; a proxy for every request, robots.txt included; minutes after which a crawl ends (0: never).
MEOKTONG_DATABASE = os.environ.get("MEOKTONG_DATABASE", "meoktong.db")
MEOKTONG_PROXY = ""
MEOKTONG_MAX_MINUTES = 0
