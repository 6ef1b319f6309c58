"""JSON-LD, FollowTheMoney, Popolo: checked with the tools of those who receive them."""

import json
from pathlib import Path
from typing import Any

import pytest

from mahdar.archive import Archive
from mahdar.exchange.export import export
from mahdar.exchange.linked import OA, PROV
from mahdar.exchange.money import entities
from mahdar.exchange.popolo import popolo


@pytest.fixture(scope="module")
def document(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Any:
    [path] = export(archive, "jsonld", tmp_path_factory.mktemp("linked"))
    return json.loads(path.read_text(encoding="utf-8"))


def test_annotations_select_the_words_of_the_report_in_both_ways(archive: Archive, document: Any) -> None:
    texts = {f"urn:{row['id']}": archive.report(row["id"])[0].text for row in archive.reports()}
    facts = {node["id"] for node in document["@graph"] if str(node["type"]).find("fact:") > 0}
    annotations = [node for node in document["@graph"] if node["type"] == "Annotation"]
    assert len(annotations) > 200
    for node in annotations:
        text, (place, words) = texts[node["target"]["source"]], node["target"]["selector"]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert words["prefix"] + words["exact"] + words["suffix"] in text
        assert node["body"] in facts
    ids = [node["id"] for node in document["@graph"]]
    assert len(ids) == len(set(ids))


def test_it_expands_without_a_fetch_to_web_annotation_and_prov(document: Any) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")

    def offline(url: str, *_: Any) -> Any:
        raise AssertionError(f"fetched {url}")

    part = {
        **document,
        "@graph": [node for node in document["@graph"] if "people" in node["id"] or "report" not in node["id"]][:200],
    }
    nodes = jsonld.expand(part, {"documentLoader": offline})
    [annotation, *_] = [node for node in nodes if node["@type"] == [OA + "Annotation"]]
    selectors = annotation[OA + "hasTarget"][0][OA + "hasSelector"]
    assert {s["@type"][0] for s in selectors} == {OA + "TextPositionSelector", OA + "TextQuoteSelector"}
    facts = [node for node in nodes if PROV + "wasGeneratedBy" in node]
    assert facts and all(node[PROV + "wasDerivedFrom"] for node in facts)


def test_a_judgement_is_attributed_to_whoever_made_it(tmp_path: Path, archive: Archive) -> None:
    report, record = archive.report("examples/reports/cnkz-2025-tianjin.txt")
    with Archive(tmp_path / "judged.db") as kept:
        kept.add([(report, record)])
        kept.judge("confirm", kept.statements()[0]["id"], by="Lina Q/1")
        [path] = export(kept, "jsonld", tmp_path)
    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    [agent] = [node for node in graph if node["type"] == "prov:Agent"]
    assert agent["label"] == "Lina Q/1"
    assert [node["id"] for node in graph if agent["id"] in node.get("attributed", ())]


def test_followthemoney_takes_every_entity_as_it_is(archive: Archive, tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney")
    [path] = export(archive, "ftm", tmp_path)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {e["schema"] for e in found} == {"Article", "Organization", "Person", "Position", "Occupancy", "Event"}
    ids = {e["id"]: e["schema"] for e in found}
    assert len(ids) == len(found)
    for entity in found:
        ftm.model.get(entity["schema"]).validate(entity)
        clean = ftm.model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(clean.get(name)) == len(values), (entity["schema"], name, values, clean.get(name))
            prop = clean.schema.get(name)
            if prop.type.name == "entity":
                assert all(ftm.model.get(ids[v]).is_a(prop.range) for v in values)


def test_every_money_entity_but_reports_and_parties_has_its_proof(archive: Archive) -> None:
    found = list(entities(archive))
    bare = [e for e in found if e["schema"] in ("Person", "Occupancy", "Event") and not e["properties"].get("proof")]
    assert len(found) > 150 and not bare
    assert not [e for e in found if e["schema"] == "Occupancy" and {"startDate", "endDate"} & e["properties"].keys()]


def test_popolo_hangs_together(archive: Archive) -> None:
    told = popolo(archive)
    people, posts = ({row["id"] for row in told[name]} for name in ("persons", "posts"))
    bodies = {row["id"] for row in told["organizations"]}
    assert len(told["memberships"]) > 50
    for member in told["memberships"]:
        assert member["person_id"] in people and member["post_id"] in posts and member["sources"]
        assert member["organization_id"] is None or member["organization_id"] in bodies
        assert member["start_date"] is None and member["first_seen"] <= member["last_seen"]
    assert all(post["organization_id"] in {*bodies, None} for post in told["posts"])
