"""Scrapy's settings: polite, honest and bounded. Loaded explicitly, so that no scrapy.cfg in the way is obeyed."""

import os

BOT_NAME = "meoktong"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# Who we are. Set MEOKTONG_CONTACT to an address where a webmaster reaches you.
CONTACT = os.environ.get("MEOKTONG_CONTACT", "")
USER_AGENT = "meoktong/0.1 (Korean outage news monitor" + (f"; {CONTACT})" if CONTACT else ")")

# One page at a time per site, with a delay that grows when the site is slow; robots.txt is obeyed.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
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
DEPTH_LIMIT = 3

# Nothing listens while a crawl runs.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.ProxyMiddleware": 90,  # before robots.txt is asked for
    "crawler.middlewares.RetryAfterMiddleware": 540,
}
ITEM_PIPELINES = {"crawler.pipelines.CheckPipeline": 100, "crawler.pipelines.SavePipeline": 300}

LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"

# Ours. A database path or URL; a proxy for every request, robots.txt included.
MEOKTONG_DATABASE = os.environ.get("MEOKTONG_DATABASE", "meoktong.db")
MEOKTONG_PROXY = ""
