"""What queries find, and in which order."""

from __future__ import annotations

import pytest

from tests.sandbox.salesforce.calling import KEY, Salesforce, code, refusal, soql

FIRMS: list[dict[str, object]] = [
    {"Name": "Alpha", "Industry": "Banking", "NumberOfEmployees": 5},
    {"Name": "beta", "Industry": "Agriculture", "AnnualRevenue": 2.0},
    {"Name": "Gamma", "Type": "Prospect", "NumberOfEmployees": 50},
    {"Name": "100% 'Delta'\\", "Website": "https://x_y.example"},
]


@pytest.fixture
def firms(salesforce: Salesforce) -> Salesforce:
    for firm in FIRMS:
        salesforce.answer("POST", "sobjects/Account", firm)
    return salesforce


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("Name = 'ALPHA'", ["Alpha"]),
        ("Name != 'alpha'", ["beta", "Gamma", "100% 'Delta'\\"]),
        ("Name <> 'alpha'", ["beta", "Gamma", "100% 'Delta'\\"]),
        ("Industry = null", ["Gamma", "100% 'Delta'\\"]),
        ("Industry = ''", ["Gamma", "100% 'Delta'\\"]),
        ("Industry != null", ["Alpha", "beta"]),
        ("NumberOfEmployees < 50", ["Alpha"]),
        ("NumberOfEmployees <= 50", ["Alpha", "Gamma"]),
        ("NumberOfEmployees >= 6", ["Gamma"]),
        ("Name > 'alpha' AND Name < 'c'", ["beta"]),
        ("Name LIKE '%A'", ["Alpha", "beta", "Gamma"]),
        ("Name LIKE '_eta'", ["beta"]),
        (r"Name LIKE '100\% \'d%'", ["100% 'Delta'\\"]),
        (r"Name LIKE '1\%%'", []),
        (r"Name = '100% \'Delta\'\\'", ["100% 'Delta'\\"]),
        (r"Website LIKE '%x\_y%'", ["100% 'Delta'\\"]),
        ("Name IN ('alpha', 'beta', 'none')", ["Alpha", "beta"]),
        ("Industry NOT IN ('Banking')", ["beta", "Gamma", "100% 'Delta'\\"]),
        ("Industry IN (null, 'Banking')", ["Alpha", "Gamma", "100% 'Delta'\\"]),
        ("NOT Name LIKE '%a'", ["100% 'Delta'\\"]),
        ("Type = null AND (NOT Industry = null)", ["Alpha", "beta"]),
        ("(Name = 'alpha' OR Name = 'beta') AND Industry = 'banking'", ["Alpha"]),
        ("Name = 'alpha' OR (Name = 'beta' AND Industry = 'x')", ["Alpha"]),
        ("IsDeleted = false", ["Alpha", "beta", "Gamma", "100% 'Delta'\\"]),
        ("IsDeleted = TRUE", []),
        ("Owner.Email LIKE 'ADA@%' AND Name = 'Beta'", ["beta"]),
        ("Account.Owner.Name = 'Ada Okafor' AND Name = 'Beta'", ["beta"]),
        ("Parent.Name = null AND Name = 'Beta'", ["beta"]),
        ("Parent.Name != 'x' AND Name = 'Beta'", ["beta"]),
        ("CreatedDate < 2020-01-01T00:00:00Z", []),
        ("CreatedDate > 2020-01-01T00:00:00+01:00 AND Name = 'beta'", ["beta"]),
        ("CreatedDate > 2020-01-01T00:00:00.000+0000 AND Name = 'beta'", ["beta"]),
    ],
)
def test_a_condition_finds_its_rows(
    firms: Salesforce, where: str, names: list[str]
) -> None:
    assert firms.values(soql("SELECT Name FROM Account WHERE", where)) == names


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("Name", ["100% 'Delta'\\", "Alpha", "beta", "Gamma"]),
        ("Name DESC", ["Gamma", "beta", "Alpha", "100% 'Delta'\\"]),
        ("NumberOfEmployees, Name", ["100% 'Delta'\\", "beta", "Alpha", "Gamma"]),
        (
            "NumberOfEmployees NULLS LAST, Name DESC",
            ["Alpha", "Gamma", "beta", "100% 'Delta'\\"],
        ),
        (
            "NumberOfEmployees DESC NULLS FIRST, Name ASC",
            ["100% 'Delta'\\", "beta", "Gamma", "Alpha"],
        ),
        (
            "NumberOfEmployees DESC NULLS LAST, Name ASC",
            ["Gamma", "Alpha", "100% 'Delta'\\", "beta"],
        ),
        ("Industry DESC, Name", ["100% 'Delta'\\", "Gamma", "Alpha", "beta"]),
        ("Owner.Name, Id DESC", ["100% 'Delta'\\", "Gamma", "beta", "Alpha"]),
        ("SystemModstamp, Id", ["Alpha", "beta", "Gamma", "100% 'Delta'\\"]),
        ("Id DESC", ["100% 'Delta'\\", "Gamma", "beta", "Alpha"]),
    ],
)
def test_rows_come_in_the_order_asked(
    firms: Salesforce, order: str, names: list[str]
) -> None:
    firms.crm.clock.freeze()
    assert firms.values(soql("SELECT Name FROM Account ORDER BY", order)) == names


def test_a_picklist_sorts_as_it_is_defined(salesforce: Salesforce) -> None:
    for rating in ("Cold", "Warm", "Hot", "Lukewarm"):
        salesforce.create(Rating=rating)
    ratings = salesforce.values("SELECT Rating FROM Account ORDER BY Rating", "Rating")
    assert ratings == ["Hot", "Warm", "Cold", "Lukewarm"]


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("LIMIT 2", ["Alpha", "beta"]),
        ("LIMIT 2 OFFSET 1", ["beta", "Gamma"]),
        ("OFFSET 3", ["100% 'Delta'\\"]),
        ("LIMIT 0", []),
    ],
)
def test_a_limit_and_an_offset_cut_the_rows(
    firms: Salesforce, end: str, names: list[str]
) -> None:
    assert firms.values(soql("SELECT Name FROM Account ORDER BY Id", end)) == names


def test_names_may_have_any_case_and_an_alias(firms: Salesforce) -> None:
    rows = firms.rows("select a.NAME, a.owner.name from ACCOUNT a where a.nAmE='beta'")
    assert [(row["Name"], row["Owner"]["Name"]) for row in rows] == [
        ("beta", "Ada Okafor")
    ]


def test_parents_of_parents_are_nested(salesforce: Salesforce) -> None:
    parent = salesforce.create(Name="Parent")
    account = salesforce.create(Name="Child", ParentId=parent[:15])
    salesforce.create("Contact", LastName="Lovelace", AccountId=account)
    salesforce.create("Contact", LastName="Private")
    text = "SELECT Name, Account.Name, Account.Parent.Name FROM Contact ORDER BY Name"
    attached, private = salesforce.rows(text)
    assert attached["Account"]["Name"] == "Child"
    assert attached["Account"]["Parent"]["Name"] == "Parent"
    assert private["Account"] is None


def test_a_case_sensitive_key_compares_by_case(keyed: Salesforce) -> None:
    keyed.create(Name="Lower", **{KEY: "ab"})
    keyed.create(Name="Upper", **{KEY: "AB"})
    text = soql("SELECT Name FROM Account WHERE", KEY)
    assert keyed.values(soql(text, "= 'AB'")) == ["Upper"]
    assert keyed.values(soql(text, "IN ('ab')")) == ["Lower"]


def test_15_characters_find_the_id_and_only_in_their_case(firms: Salesforce) -> None:
    id_ = firms.rows("SELECT Id FROM Account WHERE Name = 'beta'")[0]["Id"]
    text = soql("SELECT Name FROM Account WHERE Id =", f"'{id_[:15]}'")
    assert firms.values(text) == ["beta"]
    assert firms.values(text.replace(id_[:15], id_[:15].swapcase())) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT Id",
        "SELECT FROM Account",
        "SELECT Id, FROM Account",
        "SELECT * FROM Account",
        'SELECT Id FROM Account WHERE Name = "x"',
        "SELECT Id FROM Account WHERE Name = 'x",
        r"SELECT Id FROM Account WHERE Name = '\x'",
        "SELECT Id FROM Account WHERE Name = Other",
        "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
        "SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'",
        "SELECT Id FROM Account WHERE Name = 'a' AND NOT Name = 'b'",
        "SELECT Id FROM Account WHERE NOT Name = 'a' AND Name = 'b'",
        "SELECT Id FROM Account WHERE (Name = 'a'",
        "SELECT Id FROM Account WHERE Name IN ()",
        "SELECT Id FROM Account WHERE Name IN 'a'",
        "SELECT Id FROM Account WHERE Name IS NULL",
        "SELECT Id FROM Account WHERE Name BETWEEN 'a' AND 'b'",
        "SELECT Id FROM Account ORDER Name",
        "SELECT Id FROM Account ORDER BY Name NULLS MIDDLE",
        "SELECT Id FROM Account LIMIT -1",
        "SELECT Id FROM Account LIMIT ten",
        "SELECT Id FROM Account OFFSET 1 LIMIT 1",
        "SELECT Id FROM Account; DROP TABLE Account",
        "UPDATE Account SET Name = 'x'",
        "SELECT count(), Id FROM Account",
    ],
)
def test_what_is_no_query_is_malformed(salesforce: Salesforce, text: str) -> None:
    response = salesforce.query(text)
    assert response.status == 400
    assert refusal(response)["errorCode"] == "MALFORMED_QUERY"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT count(Id) FROM Account", "aggregate COUNT()"),
        ("SELECT FIELDS(ALL) FROM Account LIMIT 200", "function FIELDS()"),
        ("SELECT Id, (SELECT Id FROM Contacts) FROM Account", "subqueries"),
        ("SELECT Name n, MAX(Id) FROM Account GROUP BY Name", "GROUP BY"),
        ("SELECT Id FROM Account HAVING MAX(Id) > '1'", "HAVING"),
        ("SELECT Id FROM Account ORDER BY COUNT(Id)", "aggregate COUNT()"),
        ("SELECT Id FROM Account WHERE DAY_ONLY(CreatedDate) = TODAY", "DAY_ONLY()"),
        ("SELECT a.Id FROM Account a, a.Contacts c", "several objects after FROM"),
        (
            "SELECT Id FROM Account WHERE CreatedDate IN (TODAY, YESTERDAY)",
            "lists of date literals",
        ),
        (
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)",
            "semi-joins",
        ),
        ("SELECT Id FROM Account FOR VIEW", "FOR VIEW"),
        ("SELECT Id FROM Account USING SCOPE mine", "USING SCOPE"),
        ("SELECT Id FROM Account LIMIT 5 UPDATE TRACKING", "UPDATE TRACKING"),
        ("SELECT Id FROM Opportunity", "the object Opportunity"),
        ("SELECT Id FROM Account WITH SECURITY_ENFORCED", "WITH"),
        ("SELECT Id FROM Account WHERE Type INCLUDES ('a')", "INCLUDES"),
        ("SELECT TYPEOF Owner WHEN User THEN Id END FROM Lead", "TYPEOF"),
        ("SELECT Profile.Name FROM User", "Profile"),
        ("SELECT Id FROM Account WHERE Name > null", "comparing null"),
        ("SELECT Id FROM Account WHERE Name <= ''", "comparing null"),
        ("SELECT Id FROM Account WHERE Name LIKE null", "comparing null"),
    ],
)
def test_soql_the_sandbox_lacks_is_named_with_501(
    salesforce: Salesforce, text: str, named: str
) -> None:
    response = salesforce.query(text)
    assert code(response) == (501, "NOT_IMPLEMENTED")
    message = refusal(response)["message"]
    assert message.startswith("The sandbox does not implement ")
    assert named in message


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("Name = 5", "must be of type string and should be enclosed in quotes"),
        ("NumberOfEmployees = '5'", "must be of type int and should not be enclosed"),
        ("AnnualRevenue > 'a'", "must be of type currency and should not"),
        ("IsDeleted = 'false'", "must be of type boolean and should not be enclosed"),
        ("CreatedDate > 2024-01-01", "must be of type dateTime and should not"),
        ("CreatedDate > 2024-13-01T00:00:00Z", "must be of type dateTime"),
        ("CreatedDate > 2024-01-01T00:00:00", "must be of type dateTime"),
        ("LastActivityDate = 2026-02-30", "must be of type date and should not"),
        ("Name LIKE 5", "must be of type string and should be enclosed in quotes"),
        ("OwnerId = 5", "must be of type ID and should be enclosed in quotes"),
        ("BillingAddress = 'x'", "field 'BillingAddress' can not be filtered"),
        ("IsDeleted > false", "invalid operator on boolean field"),
        ("NumberOfEmployees LIKE '5%'", "invalid operator on int field"),
    ],
)
def test_a_comparison_has_to_fit_the_field(
    salesforce: Salesforce, where: str, error: str
) -> None:
    response = salesforce.query(soql("SELECT Id FROM Account WHERE", where))
    assert error in refusal(response)["message"]


def test_an_error_in_a_later_line_is_shown_there(salesforce: Salesforce) -> None:
    error = refusal(salesforce.query("SELECT Id\nFROM Account\nWHERE Nope__c = 1"))
    lines = error["message"].split("\n")
    assert lines[:4] == ["", "WHERE Nope__c = 1", "      ^", "ERROR at Row:3:Column:7"]


def test_columns_are_told_when_asked(salesforce: Salesforce) -> None:
    path = "query?q=SELECT+Id,Owner.Email,Owner.Name+FROM+Account&columns=true"
    answer = salesforce.answer("GET", path)
    assert answer["entityName"] == "Account"
    assert answer["idSelected"] is True
    plain, joined = answer["columnMetadata"]
    assert plain["columnName"] == "Id"
    assert [column["columnName"] for column in joined["joinColumns"]] == [
        "Email",
        "Name",
    ]
