"""The newsroom's pages and lists: each parses back to the very story it was printed from."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import feedparser
import pytest

from crawler.page import GENERIC, parse
from crawler.publishers.registry import Registry
from meoktong.demo.answers import answers
from meoktong.demo.content import Edition, Outlet, Story, outlets
from meoktong.demo.publishers import PUBLISHERS

REGISTRY = Registry(PUBLISHERS)
PRINTED = [(outlet, story) for outlet in outlets() for story in outlet.stories]
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def outlet_named(key: str, edition: Edition = 2) -> Outlet:
    return next(outlet for outlet in outlets(edition) if outlet.key == key)


def story_named(story_id: str, edition: Edition = 2) -> Story:
    return next(story for outlet in outlets(edition) for story in outlet.stories if story.id == story_id)


@pytest.mark.parametrize(("outlet", "story"), PRINTED, ids=[story.id for _, story in PRINTED])
def test_a_page_reads_back_as_its_story(outlet: Outlet, story: Story) -> None:
    answer = answers()[outlet.url(story)]
    article = parse(answer.body, outlet.url(story), content_type=answer.content_type, registry=REGISTRY)
    assert article.headline == story.headline
    assert article.body.split("\n") == list(story.paragraphs)
    assert (article.published_at, article.modified_at) == (story.published_at, story.updated_at)
    assert article.publisher == outlet.name
    assert article.layout == (GENERIC if outlet.key == "saebyeok" else outlet.key)


def test_first_edition_of_an_updated_story() -> None:
    first, final = (story_named("hangang-mobileid", edition) for edition in (1, 2))
    outlet = outlet_named("hangangilbo")
    pages = [answers(edition)[outlet.url(final)].body for edition in (1, 2)]
    before, after = (parse(page, outlet.url(final), registry=REGISTRY) for page in pages)
    assert (before.headline, before.body) == (first.headline, "\n".join(first.paragraphs))
    assert before.modified_at == before.published_at == after.published_at
    assert after.modified_at is not None
    assert after.modified_at > after.published_at
    assert "오후 8시 40분" in after.body
    assert "오후 8시 40분" not in before.body


@pytest.mark.parametrize("edition", [1, 2])
def test_the_feed_tells_of_the_update(edition: Edition) -> None:
    outlet = outlet_named("hangangilbo", edition)
    story = story_named("hangang-mobileid", edition)
    feed = feedparser.parse(answers(edition)[outlet.absolute(outlet.listing)].body)
    entry = next(entry for entry in feed.entries if entry.link == outlet.url(story))
    assert (entry.updated > story.published_at.isoformat()) == (edition == 2)


def test_only_updated_stories_differ_between_editions() -> None:
    first, final = answers(1), answers(2)
    differing = {url for url in final if first[url].body != final[url].body}
    outlet = outlet_named("hangangilbo")
    updated = outlet.url(story_named("hangang-mobileid"))
    pages_with_its_headline = {
        url
        for url, answer in final.items()
        if story_named("hangang-mobileid").headline in answer.body.decode("utf-8", "replace")
    }
    assert updated in differing
    assert outlet.absolute(outlet.listing) in differing
    assert differing <= pages_with_its_headline


def test_the_old_style_outlet_is_euc_kr_throughout() -> None:
    outlet = outlet_named("nuri")
    for story in outlet.stories:
        body = answers()[outlet.url(story)].body
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
        assert story.paragraphs[0].split()[0] in body.decode("euc-kr")


@pytest.mark.parametrize("key", ["hangangilbo", "nuri"])
def test_feeds_are_well_formed_and_list_every_story(key: str) -> None:
    outlet = outlet_named(key)
    feed = feedparser.parse(answers()[outlet.absolute(outlet.listing)].body)
    assert not feed.bozo
    assert feed.version == {"hangangilbo": "rss20", "nuri": "atom10"}[key]
    assert [entry.title for entry in feed.entries[: len(outlet.stories)]] == [
        story.headline for story in outlet.stories
    ]
    links = {entry.link for entry in feed.entries}
    assert links == {outlet.url(story) for story in outlet.stories} | {outlet.absolute(path) for path in outlet.gone}


def test_the_news_sitemap_names_title_date_and_address() -> None:
    outlet = outlet_named("saebyeok")
    root = ET.fromstring(answers()[outlet.absolute(outlet.listing)].body)  # noqa: S314  our own bytes
    assert root.tag == f"{SITEMAP}urlset"
    titles = [element.text for element in root.iter(f"{NEWS}title")]
    dates = [element.text for element in root.iter(f"{NEWS}publication_date")]
    assert titles == [story.headline for story in outlet.stories]
    assert dates == [story.published_at.isoformat() for story in outlet.stories]


def test_listings_lead_to_a_moved_a_gone_and_a_forbidden_page() -> None:
    listed = {
        url
        for outlet in outlets()
        for url in re.findall(r"http://[^<\"\s]+", answers()[outlet.absolute(outlet.listing)].body.decode())
        if urlsplit(url).hostname == outlet.host
    }
    assert [answers()[url].location for url in listed if url in answers() and answers()[url].status == 301] == [
        outlet_named("saebyeok").url(story_named("saebyeok-nara"))
    ]
    assert outlet_named("nuri").absolute(outlet_named("nuri").gone[0]) in listed - set(answers())
    assert outlet_named("hangangilbo").url(story_named("hangang-premium")) in listed


def test_declared_sources_exist_and_lie_in_their_publishers() -> None:
    for publisher in PUBLISHERS:
        for source in publisher.sources:
            assert answers()[source.url].status == 200
            assert REGISTRY.for_url(source.url) == publisher
