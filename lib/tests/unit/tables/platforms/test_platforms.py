"""Exports as platforms write them, with made-up contents."""

import json

import pytest

from civiscope.errors import InputError
from civiscope.tables import SetAside

DECIDIM = "decidim"
CAP = (
    "reference,title,createdAt,publishedAt,updatedAt,trashed,trashedStatus,authorId,authorType,"
    "authorZipCode,{one},{two}\n"
    "2-1,Titre,2019-01-22 10:00:00,2019-01-22 10:30:00,,false,,u1,Citoyen / Citoyenne,49000,"
    "Moins de taxes,Oui|Non\n"
    "2-2,Titre,2019-01-22 10:00:00,2019-01-23 00:00:00,,false,,u2,Élu,20200,,Oui\n"
    "2-3,Titre,2019-01-22 10:00:00,2019-01-24 10:30:00,,true,visible,u3,Élu,1000,secret,Non\n"
)


@pytest.mark.parametrize(
    ("one", "two", "keys"),
    [
        ("QUXVlc3Rpb246MTYw - Que faire ?", "QUXVlc3Rpb246MTYx - Voter ?", ("160", "161")),
        ("Q160 - Que faire ?", "Q161 - Voter ?", ("160", "161")),
        ("Que faire ?", "Voter ?", ("cae4009e", "8750d259")),
    ],
)
def test_cap_collectif_gives_a_contribution_for_each_answer(write, read, read_rows, one, two, keys):
    path = write("a.csv", CAP.format(one=one, two=two))
    first, second = keys

    assert sorted(read_rows(path, platform="cap-collectif")) == sorted(
        [
            (
                *(f"2-1/{first}", "Moins de taxes", "u1", "Que faire ?", "2019-01-22T10:30:00"),
                *("Citoyen / Citoyenne", "49"),
            ),
            (
                *(f"2-1/{second}", "Oui|Non", "u1", "Voter ?", "2019-01-22T10:30:00"),
                *("Citoyen / Citoyenne", "49"),
            ),
            (f"2-2/{second}", "Oui", "u2", "Voter ?", "2019-01-23", "Élu", "2B"),
        ]
    )
    contributions = read(path, platform="cap-collectif")
    assert contributions.set_aside == SetAside(rows_left_out=1, unanswered=1)
    assert contributions.columns[5:] == ("author_type", "department")


def test_cap_collectif_reads_one_question_where_it_is_named(write, read_rows):
    path = write("a.csv", CAP.format(one="Q1 - Que faire ?", two="Q2 - Voter ?"))

    rows = read_rows(path, platform="cap-collectif", text="Q2 - Voter ?", by=("title",))

    assert [(row[0], row[-1]) for row in rows] == [("2-1/2", "Titre"), ("2-2/2", "Titre")]


def test_cap_collectif_keeps_the_postal_code_that_is_named(write, read, read_rows):
    path = write("a.csv", CAP.format(one="Q1 - Que faire ?", two="Q2 - Voter ?"))

    found = read(path, platform="cap-collectif", postal_code="authorZipCode")

    rows = read_rows(path, platform="cap-collectif", postal_code="authorZipCode")
    place = found.columns.index("author_postal_code")
    assert sorted((row[0], row[place], row[-1]) for row in rows) == [
        ("2-1/1", "49000", "49"),
        ("2-1/2", "49000", "49"),
        ("2-2/2", "20200", "2B"),
    ]


@pytest.mark.parametrize(
    ("platform", "content"),
    [
        ("consul", "id,title,cp\n1,Un banc,49000\n"),
        ("decidim", "id,body/fr,cp\n1,Un banc,49000\n"),
        ("polis", "comment-id,comment-body,cp\n1,Un banc,49000\n"),
        ("iramuteq", "**** *id_1 *cp_49000\nUn banc\n"),
    ],
)
def test_every_platform_keeps_the_place_that_is_named(write, read, platform, content):
    path = write("a.txt" if platform == "iramuteq" else "a.csv", content)

    found = read(path, platform=platform, postal_code="cp")

    assert "author_postal_code" in found.columns


def test_cap_collectif_json_gives_the_same_identifiers(write, read, read_rows):
    def response(question, value, formatted=None):
        return {
            "questionId": question,
            "questionTitle": f"{question} ?",
            "value": value,
            "formattedValue": formatted,
        }

    rows = [
        {
            "reference": "2-1",
            "authorId": "u1",
            "responses": [
                response("UXVlc3Rpb246MTYw", "Moins de taxes", "Moins de taxes"),
                response("UXVlc3Rpb246MTYx", '{"labels": ["Oui"]}', "Oui"),
                response("UXVlc3Rpb246MTYy", None),
                response("UXVlc3Rpb246MTYz", ["Oui", "Non"]),
                response("UXVlc3Rpb246_", "illisible"),
            ],
        },
        {"reference": "2-2", "authorId": None, "responses": None},
    ]
    path = write("a.json", json.dumps(rows))

    found = read_rows(path, platform="cap-collectif")

    assert found == [
        ("2-1/160", "Moins de taxes", "u1", "UXVlc3Rpb246MTYw ?"),
        ("2-1/161", "Oui", "u1", "UXVlc3Rpb246MTYx ?"),
        ("2-1/163", '["Oui", "Non"]', "u1", "UXVlc3Rpb246MTYz ?"),
        ("2-1/UXVlc3Rpb246_", "illisible", "u1", "UXVlc3Rpb246_ ?"),
    ]
    assert read(path, platform="cap-collectif").set_aside == SetAside(unanswered=1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title,Q1 - Que faire ?\na,b\n", "expected a column “reference”, found the columns"),
        ("reference,title\na,b\n", "expected a column “Q1 - …”, found the columns"),
    ],
)
def test_another_file_is_no_export_of_cap_collectif(write, read, content, message):
    with pytest.raises(InputError, match=message):
        read(write("a.csv", content), platform="cap-collectif")


def test_rows_that_are_all_in_the_trash_are_told(write, read):
    path = write("a.csv", "reference,trashed,Q1 - Que faire ?\n1,true,secret\n2,TRUE,secret\n")

    with pytest.raises(InputError, match="found 2 rows, all of them left out"):
        read(path, platform="cap-collectif")


def test_decidim_proposals_of_today(write, read, read_rows):
    path = write(
        "proposals.csv",
        "id;category/id;category/name/en;category/name/fr;scope/id;scope/name/fr;component/id;"
        "title/en;title/fr;body/en;body/fr;state;author/id;published_at\n"
        '7;1;Nature;;2;Lille;3;Trees;;"<p>More &amp; more</p>";'
        '"<p>Plus d\'arbres</p><p>dans&nbsp;<b>la</b> rue &amp; ici</p>";'
        "accepted;12;2024-05-01 08:00:00 UTC\n"
        "8;1;Nature;Nature;2;;3;;;;Rien;withdrawn;13;2024-05-02 08:00:00 UTC\n",
    )

    assert read_rows(path, platform=DECIDIM) == [
        (
            *(
                "7",
                "Trees\n\nPlus d'arbres\ndans\u00a0la rue & ici",
                "12",
                "2024-05-01T08:00:00Z",
            ),
            *("Nature", "Lille", "3"),
        )
    ]
    contributions = read(path, platform=DECIDIM, by=("state",))
    assert contributions.set_aside == SetAside(rows_left_out=1, marked_up=1)
    assert contributions.columns[-4:] == ("category", "scope", "component", "state")


def test_decidim_in_another_language(write, read_rows):
    path = write("a.csv", "id;title/en;title/fr;title/extra/x;body\n7;Trees;Arbres;;Yes\n")

    assert read_rows(path, platform=DECIDIM, language="en") == [("7", "Trees\n\nYes")]
    assert read_rows(path, platform=DECIDIM, text="title/fr") == [("7", "Arbres")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "id;created_at;body;author/id;alignment\n5;2019-02-03 10:00:00;D'accord;9;1",
            ("5", "D'accord", "9", "2019-02-03T10:00:00"),
        ),
        (
            "id;author_id;title/fr;description/fr;created_at\n5;9;Débat;Ouvert;2019-02-03",
            ("5", "Débat\n\nOuvert", "9", "2019-02-03"),
        ),
    ],
)
def test_decidim_comments_and_debates(write, read_rows, content, expected):
    assert read_rows(write("a.csv", content), platform=DECIDIM) == [expected]


def test_another_file_is_no_export_of_decidim(write, read):
    with pytest.raises(InputError, match="expected a column “body”"):
        read(write("a.csv", "id;title\n1;a\n"), platform=DECIDIM)


def test_consul_proposals_as_its_service_answers(write, read_rows):
    node = {
        "id": 4,
        "title": "Piste",
        "summary": None,
        "description": "<p>Une <em>piste</em></p><script>alert()</script>",
        "created_at": "2020-01-02T03:04:05+01:00",
        "geozone": {"id": 1, "name": "Centre"},
        "public_author": {"id": 6},
    }
    path = write("a.json", json.dumps({"data": {"proposals": {"edges": [{"node": node}]}}}))

    assert read_rows(path, platform="consul") == [
        ("4", "Piste\n\nUne piste", "6", "2020-01-02T03:04:05+01:00", "Centre")
    ]


def test_consul_comments(write, read_rows):
    path = write("a.csv", "id,body,created_at\n4,Bien,2020-01-02\n")

    assert read_rows(path, platform="consul") == [("4", "Bien", "2020-01-02")]
    assert read_rows(path, platform="consul", text="created_at") == [
        ("4", "2020-01-02", "2020-01-02")
    ]


def test_another_file_is_no_export_of_consul(write, read):
    with pytest.raises(InputError, match="expected a column “description”"):
        read(write("a.csv", "id,name\n1,a\n"), platform="consul")


def test_polis_comments_as_csv(write, read, read_rows):
    path = write(
        "comments.csv",
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        "1542406176584,Sat Nov 17 05:09:36 WIB 2018,53,6172,1,0,0,a < b\n"
        "1403067224363,Wed Jun 18 11:53:44 WIB 2014,48,215,3,1,1,<b>Yes</b>\n"
        "1403067224363,Wed Jun 18 11:53:44 WIB 2014,49,215,3,1,-1,secret\n",
    )

    assert read_rows(path, platform="polis") == [
        ("48", "<b>Yes</b>", "215", "2014-06-18T04:53:44"),
        ("53", "a < b", "6172", "2018-11-16T22:09:36"),
    ]
    assert read(path, platform="polis").set_aside == SetAside(rows_left_out=1)


def test_polis_comments_as_json(write, read_rows):
    comment = {
        "txt": "Oui",
        "statement_id": 1,
        "created": "2023-08-11T06:33:28.174000Z",
        "participant_id": 0,
        "moderated": 1,
    }
    path = write("comments.json", json.dumps([comment, {**comment, "moderated": -1}]))

    assert read_rows(path, platform="polis") == [("1", "Oui", "0", "2023-08-11T06:33:28.174000Z")]


@pytest.mark.parametrize("missing", ["comment-id", "comment-body"])
def test_another_file_is_no_export_of_polis(write, read, missing):
    names = {"comment-id", "comment-body"} - {missing}

    with pytest.raises(InputError, match=f"expected a column “{missing}”"):
        read(write("a.csv", f"{names.pop()},x\n1,a\n"), platform="polis")
