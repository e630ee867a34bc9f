"""Finding the record of the other CRM that one already is (K3, K4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.matching import (
    Ask,
    Candidate,
    Linked,
    New,
    find_partner,
    registrable_domain,
)
from integrations.rules.shared import FREEMAIL, SHARED_SITES
from tests.rules.pairs import THOROUGHLY


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("acme.com", "acme.com"),
        (" HTTPS://www.Acme.com/about?x=1#top ", "acme.com"),
        ("http://user:secret@shop.acme.co.uk:8443/x", "acme.co.uk"),
        ("//acme.com", "acme.com"),
        ("http:/acme.com", "acme.com"),
        ("http//acme.com", "acme.com"),
        ("http://https://acme.com", "acme.com"),
        ("http:\\\\acme.com\\x", "acme.com"),
        ("acme.com/about/us", "acme.com"),
        ("acme.com:8080", "acme.com"),
        ("acme.com?from=http://other.com", "acme.com"),
        ("acme.com.", "acme.com"),
        ("info@acme.com", "acme.com"),
        ("mailto:info@acme.com", "acme.com"),
        ("acme.com, acme.it", "acme.com"),
        ("acme.com (old)", "acme.com"),
        ("www.münchen.de", "xn--mnchen-3ya.de"),
        ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
        ("食狮.中国", "xn--85x722f.xn--fiqs8s"),
        ("acme.wordpress.com", "wordpress.com"),
        (None, None),
        ("", None),
        ("n/a", None),
        ("none", None),
        ("Acme Ltd", None),
        ("co.uk", None),
        ("localhost:8000", None),
        ("intranet.local", None),
        ("10.0.0.1", None),
        ("http://[2001:db8::1]/", None),
        ("acme..com", None),
        ("http://", None),
        ("?.com", None),
    ],
)
def test_a_website_has_the_domain_a_company_would_register(
    website: str | None, domain: str | None
) -> None:
    assert registrable_domain(website) == domain


@given(st.text() | st.from_regex(r"(https?:/{0,3})?[\w.@:/-]{0,30}"))
@THOROUGHLY
def test_any_website_has_a_domain_or_none(website: str) -> None:
    domain = registrable_domain(website)
    assert domain is None or registrable_domain(domain) == domain


@given(
    st.sampled_from(["", "//", "http://", "https://www.", "HTTPS://a.b.", "x:y@"]),
    st.sampled_from(["", ".", "/", ":80", "/x?y=z", "?q", "#top", " (old)", ", it.it"]),
)
@THOROUGHLY
def test_what_stands_around_a_domain_does_not_matter(before: str, after: str) -> None:
    assert registrable_domain(f"{before}acme.co.uk{after}") == "acme.co.uk"


@pytest.mark.parametrize("domain", sorted(FREEMAIL | SHARED_SITES))
def test_every_listed_domain_is_one_a_website_could_have(domain: str) -> None:
    assert registrable_domain(f"https://www.{domain}/x") == domain


FREE, OTHER = Candidate("1", "Acme"), Candidate("2", "ACME.")
TAKEN = Candidate("3", "Acme", linked=True)


@pytest.mark.parametrize(
    ("candidates", "match"),
    [
        pytest.param([], New(), id="none"),
        pytest.param([FREE], Linked("1", "domain"), id="one"),
        pytest.param([FREE, TAKEN], Linked("1", "domain"), id="one-and-a-linked-one"),
        pytest.param([TAKEN], New(), id="only-linked"),
        pytest.param([FREE, OTHER], Ask((FREE, OTHER), "domain"), id="several"),
        pytest.param(
            [FREE, TAKEN, OTHER], Ask((FREE, OTHER), "domain"), id="several-and-linked"
        ),
    ],
)
def test_only_the_one_unlinked_company_of_the_domain_is_linked(
    candidates: list[Candidate], match: Linked | Ask | New
) -> None:
    assert find_partner("Acme", "acme.com", by_domain=candidates) == match


@pytest.mark.parametrize(
    ("domain", "shared"),
    [
        (None, ()),
        ("gmail.com", ()),
        ("facebook.com", ()),
        ("holding.com", ["holding.com"]),
    ],
    ids=["none", "freemail", "shared-site", "listed"],
)
def test_a_domain_that_is_not_the_companys_own_matches_nothing(
    domain: str | None, shared: list[str]
) -> None:
    found = find_partner("Acme", domain, by_domain=[FREE], shared_domains=shared)
    assert found == New()


def test_the_candidate_with_the_likest_name_is_asked_about_first() -> None:
    names = ["Zeta Works", "Acme Italia", "Acme S.p.A."]
    candidates = [Candidate(str(n), name) for n, name in enumerate(names)]
    found = find_partner("Acme", "acme.com", by_domain=candidates)
    assert found == Ask(tuple(reversed(candidates)), "domain")


@pytest.mark.parametrize(
    "website",
    [
        "n/a",
        "N/A",
        "-",
        "none",
        "http://192.168.0.1/",
        "[::1]",
        "gmail.com",
        "localhost",
    ],
)
def test_a_website_that_is_nobodys_own_matches_nothing(website: str) -> None:
    domain = registrable_domain(website)
    assert find_partner("Acme", domain, by_domain=[FREE]) == New()


def test_an_international_domain_is_the_same_in_both_spellings() -> None:
    domain = registrable_domain("https://www.MÜNCHEN.de")
    assert domain == registrable_domain("xn--mnchen-3ya.de")
    assert find_partner(None, domain, by_domain=[FREE]) == Linked("1", "domain")


def test_the_key_counts_before_the_domain() -> None:
    found = find_partner("Acme", "acme.com", by_key=[OTHER], by_domain=[FREE])
    assert found == Linked("2", "key")


def test_names_are_only_asked_when_the_order_names_them() -> None:
    assert find_partner("Acme", None, by_name=[FREE]) == New()
    found = find_partner("Acme", None, by_name=[FREE], order=["domain", "name"])
    assert found == Linked("1", "name")


def test_an_undecided_domain_is_not_overruled_by_a_name() -> None:
    found = find_partner(
        "Acme",
        "acme.com",
        by_domain=[FREE, OTHER],
        by_name=[FREE],
        order=["domain", "name"],
    )
    assert found == Ask((FREE, OTHER), "domain")


@pytest.mark.parametrize(
    ("name", "candidate", "same"),
    [
        ("Acme, Inc.", "ACME Inc", True),
        ("Müller & Söhne", "müller söhne", True),
        ("Acme", "Acme Holding", False),
        ("...", "---", False),
        (None, "", False),
    ],
)
def test_names_match_but_for_case_and_punctuation(
    name: str | None, candidate: str, *, same: bool
) -> None:
    found = find_partner(
        name, None, by_name=[Candidate("1", candidate)], order=["name"]
    )
    assert found == (Linked("1", "name") if same else New())
