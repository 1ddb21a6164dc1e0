"""Every string bundle read back by the ecosystem's own parsers, and every message formatted."""

from __future__ import annotations

import csv
import gettext
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import polib
import pytest
from babel.messages.pofile import read_po
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk
from lxml import etree
from moz.l10n.formats import Format
from moz.l10n.resource import parse_resource
from translate.storage.aresource import AndroidResourceFile
from translate.storage.jsonl10n import ARBJsonFile, I18NextV4File

from jawab.export import Library, load_target, target_names, write_export
from jawab.export._messages import Bundle, Message, camel, collect_bundles, snake
from jawab.export.apple import localized_names
from jawab.locales import plural_categories, plural_category
from jawab.placeholders import join
from servers.desk import ROOT, make_desk, node_tools, open_desk, real_library

HERE = Path(__file__).parent
FORMATS = [name for name in target_names() if load_target(name).KIND == "messages"]
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100, 101, 1_000_000)

Made = tuple[Path, Library]


@pytest.fixture(scope="module", params=["hard texts", "real content"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """All bundles on disk, of the texts that are hard for formats and of the real ones."""
    folder = tmp_path_factory.mktemp("bundles")
    if request.param == "hard texts":
        library = open_desk(make_desk(folder / "project"))[1]
    else:
        library = real_library(ROOT)
    for name in FORMATS:
        write_export(load_target(name), library, folder / name)
    return folder, library


def sample(bundle: Bundle, name: str) -> str:
    # With marks that are syntax somewhere: a value is never read again.
    return f"{bundle.placeholders[name]['example']} 100% {{x}} <b> $1 'q'"


def expected(bundle: Bundle, message: Message, count: int) -> str:
    category = plural_category(bundle.locale, count) if message.plural else "other"
    form = message.forms[category]
    return join(form, lambda name: str(count) if name == "count" else sample(bundle, name))


def every(library: Library) -> list[tuple[Bundle, Message, list[str]]]:
    """Return each message of each locale with all the texts it can become."""
    rows = []
    for bundle in collect_bundles(library):
        for message in bundle.messages.values():
            counts = COUNTS if message.plural else (1,)
            rows.append((bundle, message, [expected(bundle, message, n) for n in counts]))
    assert any(message.plural for _, message, _ in rows)
    return rows


def values(bundle: Bundle) -> dict[str, str]:
    return {name: sample(bundle, name) for name in bundle.placeholders if name != "count"}


def test_plain_json(made: Made) -> None:
    folder, library = made
    schema = {
        "type": "object",
        "additionalProperties": {
            "oneOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "required": ["other"],
                 "propertyNames": {"enum": ["zero", "one", "two", "few", "many", "other"]},
                 "additionalProperties": {"type": "string", "minLength": 1}},
            ]
        },
    }  # fmt: skip
    for bundle, message, texts in every(library):
        data = json.loads((folder / f"plain-json/{bundle.locale}.json").read_text("utf-8"))
        jsonschema.validate(data, schema)
        value = data[".".join(message.key)]
        for count, text in zip(COUNTS, texts, strict=False):
            form = value[plural_category(bundle.locale, count)] if message.plural else value
            assert fill(form, r"\{([a-z_]+)\}", {**values(bundle), "count": str(count)}) == text


def fill(text: str, pattern: str, given: dict[str, str]) -> str:
    return re.sub(pattern, lambda match: given[match[1]], text)


def test_csv(made: Made) -> None:
    folder, library = made
    text = (folder / "plain-csv/messages.csv").read_bytes().decode("utf-8-sig")
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(text))}
    for bundle, message, texts in every(library):
        if message.plural:
            for category, form in message.forms.items():
                cell = rows[f"{'.'.join(message.key)}[{category}]"][bundle.locale]
                assert cell == join(form, lambda name: "{" + name + "}")
        else:
            cell = rows[".".join(message.key)][bundle.locale]
            assert fill(cell, r"\{([a-z_]+)\}", values(bundle)) == texts[0]


def test_gettext(made: Made) -> None:
    folder, library = made
    english = collect_bundles(library)[0].messages
    for bundle, message, texts in every(library):
        place = folder / f"gettext-po/{bundle.locale.replace('-', '_')}/LC_MESSAGES/jawab.mo"
        with place.open("rb") as file:
            catalog = gettext.GNUTranslations(file)
        source = english[message.key]
        context = snake(message.key)
        other = join(source.text, lambda name: "{" + name + "}")
        if not message.plural:
            said = catalog.pgettext(context, other)
            assert fill(said, r"\{([a-z_]+)\}", values(bundle)) == texts[0]
            continue
        one = join(source.forms["one"], lambda name: "{" + name + "}")
        for count, text in zip(COUNTS, texts, strict=True):
            if count < 1_000_000:  # gettext has no `many` for Romance languages
                said = catalog.npgettext(context, one, other, count)
                assert said.format(count=count) == text, (bundle.locale, count)


def test_gettext_tools_accept_it(made: Made, tmp_path: Path) -> None:
    folder, _ = made
    paths = sorted((folder / "gettext-po").rglob("*.po"))
    assert paths
    for path in paths:
        done = subprocess.run(
            ["msgfmt", "-c", "-v", "-o", str(tmp_path / "out.mo"), str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "fuzzy" not in done.stderr
        parsed = polib.pofile(str(path))
        assert all(entry.msgctxt for entry in parsed)
        locale = path.parent.parent.name
        for entry in read_po(io.BytesIO(path.read_bytes()), locale=locale, abort_invalid=True):
            assert [str(error) for error in entry.check()] == []


def test_msgfmt_would_catch_a_wrong_placeholder(made: Made, tmp_path: Path) -> None:
    folder, _ = made
    path = folder / "gettext-po/id/LC_MESSAGES/jawab.po"
    text = path.read_text("utf-8")
    if "Halo {customer_name}" not in text:
        pytest.skip("not translated")
    (tmp_path / "wrong.po").write_text(text.replace("Halo {customer_name}", "Halo {nama}"), "utf-8")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(tmp_path / "wrong.po")],
                          capture_output=True, check=False)  # fmt: skip
    assert done.returncode == 1


def test_android(made: Made) -> None:
    folder, library = made
    order = {key: message.names for key, message in collect_bundles(library)[0].messages.items()}
    parsed = {}
    for path in (folder / "android").rglob("*.xml"):
        name = path.parent.name
        parsed[name] = etree.parse(str(path)).getroot()
        resource = parse_resource(Format.android, path.read_bytes())
        assert sum(1 for section in resource.sections for _ in section.entries) > 0
        assert AndroidResourceFile.parsestring(path.read_bytes()).units
    folders = {"en": "values", "id": "values-in", "pt-BR": "values-pt-rBR"}
    for bundle, message, texts in every(library):
        root = parsed[folders.get(bundle.locale, f"values-{bundle.locale}")]
        name = f"jawab_{snake(message.key)}"
        given = values(bundle)
        for count, text in zip(COUNTS, texts, strict=False):
            category = plural_category(bundle.locale, count)
            path = f"plurals[@name='{name}']/item[@quantity='{category}']"
            (node,) = root.xpath(path if message.plural else f"string[@name='{name}']")
            raw = "".join(node.itertext())
            arguments = [{**given, "count": str(count)}[place] for place in order[message.key]]
            assert android(raw, arguments, formatted=len(node) > 0) == text


def android(raw: str, arguments: list[str], formatted: bool) -> str:
    """Return what `getString` makes of a resource: escapes first, then the arguments."""
    text = re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), raw)
    if not formatted:
        return text
    return re.sub(r"%(?:(\d)\$[sd]|%)", lambda m: arguments[int(m[1]) - 1] if m[1] else "%", text)


APPLE = {
    "type": "object",
    "required": ["sourceLanguage", "strings", "version"],
    "properties": {
        "strings": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "required": ["localizations"],
                "properties": {
                    "comment": {"type": "string"},
                    "extractionState": {"enum": ["manual"]},
                    "localizations": {"type": "object", "additionalProperties": {
                        "oneOf": [
                            {"$ref": "#/$defs/unit"},
                            {"type": "object", "required": ["variations"],
                             "additionalProperties": False, "properties": {"variations": {
                                 "type": "object", "required": ["plural"], "properties": {
                                     "plural": {"type": "object", "required": ["other"],
                                                "additionalProperties":
                                                    {"$ref": "#/$defs/unit"}}}}}},
                        ]}},
                },
            },
        }
    },
    "$defs": {"unit": {
        "type": "object", "required": ["stringUnit"], "additionalProperties": False,
        "properties": {"stringUnit": {
            "type": "object", "required": ["state", "value"], "additionalProperties": False,
            "properties": {"state": {"enum": ["new", "translated", "needs_review"]},
                           "value": {"type": "string", "minLength": 1}}}}}},
}  # fmt: skip


def test_apple(made: Made) -> None:
    folder, library = made
    data = json.loads((folder / "apple/Jawab.xcstrings").read_text("utf-8"))
    jsonschema.validate(data, APPLE)
    order = {key: message.names for key, message in collect_bundles(library)[0].messages.items()}
    for bundle, message, texts in every(library):
        entry = data["strings"][snake(message.key)]["localizations"][localized_names(bundle)]
        given = values(bundle)
        for count, text in zip(COUNTS, texts, strict=False):
            category = plural_category(bundle.locale, count)
            unit = entry["variations"]["plural"][category] if message.plural else entry
            arguments = [{**given, "count": str(count)}[name] for name in order[message.key]]
            said = unit["stringUnit"]["value"]
            if arguments:
                said = re.sub(r"%(?:(\d)\$(?:@|lld)|%)",
                              lambda m, held=arguments: held[int(m[1]) - 1] if m[1] else "%",
                              said)  # fmt: skip
            assert said == text


def test_fluent(made: Made) -> None:
    folder, library = made
    runtimes = {}
    for bundle, message, texts in every(library):
        if bundle.locale not in runtimes:
            text = (folder / f"fluent-ftl/{bundle.locale}/jawab.ftl").read_text("utf-8")
            body = FluentParser().parse(text).body
            assert not [entry for entry in body if isinstance(entry, Junk)]
            runtime = FluentBundle([bundle.locale], use_isolating=False)
            runtime.add_resource(FluentResource(text))
            runtimes[bundle.locale] = runtime
        runtime = runtimes[bundle.locale]
        pattern = runtime.get_message("-".join(message.key)).value
        for count, text in zip(COUNTS, texts, strict=False):
            said, errors = runtime.format_pattern(pattern, {**values(bundle), "count": count})
            assert not errors
            if count < 1000:  # larger numbers are written in the locale's own way
                assert said == text, (bundle.locale, message.key)


def test_xliff(made: Made) -> None:
    folder, library = made
    space = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    for bundle in collect_bundles(library):
        root = etree.parse(str(folder / f"xliff/jawab.{bundle.locale}.xlf")).getroot()
        assert (root.get("version"), root.get("srcLang")) == ("2.0", "en")
        assert root.get("trgLang") == (None if bundle.locale == "en" else bundle.locale)
        ids = root.xpath("//x:unit/@id", namespaces=space)
        assert len(ids) == len(set(ids))
        for unit in root.xpath("//x:unit", namespaces=space):
            data = set(unit.xpath("x:originalData/x:data/@id", namespaces=space))
            assert set(unit.xpath(".//x:ph/@dataRef", namespaces=space)) == data
            for side in ("source", "target"):
                marks = unit.xpath(f".//x:{side}/x:ph/@id", namespaces=space)
                assert len(marks) == len(set(marks))
        if bundle.locale == "en":
            continue
        for message in bundle.messages.values():
            for category, form in message.forms.items():
                name = "/".join(message.key) + (f"[{category}]" if message.plural else "")
                (target,) = root.xpath(f"//x:unit[@name='{name}']//x:target", namespaces=space)
                said = (target.text or "") + "".join(
                    "{" + mark.get("disp") + "}" + (mark.tail or "") for mark in target
                )
                assert said == join(form, lambda name: "{" + name + "}")


def test_translate_toolkit_reads_them(made: Made) -> None:
    folder, library = made
    for bundle in collect_bundles(library):
        tag = bundle.locale.replace("-", "_")
        arb = ARBJsonFile.parsestring((folder / f"flutter-arb/app_{tag}.arb").read_bytes())
        assert len(arb.units) >= len(bundle.messages)
        store = I18NextV4File()
        store.settargetlanguage(tag)
        store.parse((folder / f"i18next/{bundle.locale}/jawab.json").read_bytes())
        assert {unit.getid().lstrip(".") for unit in store.units} >= {
            snake(key) for key, message in bundle.messages.items() if not message.plural
        }


@pytest.fixture(scope="module")
def in_node(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the JavaScript parsers make of the bundles, all in one run."""
    folder, library = made
    tools = node_tools()
    bundles = collect_bundles(library)
    samples = {
        "locales": [bundle.locale for bundle in bundles],
        "values": values(bundles[0]),
        "counts": {bundle.locale: COUNTS for bundle in bundles},
    }
    work = tmp_path_factory.mktemp("node")
    (work / "samples.json").write_text(json.dumps(samples), "utf-8")
    (work / "validate.mjs").write_bytes((HERE / "cases/export/validate.mjs").read_bytes())
    (work / "node_modules").symlink_to(tools)
    done = subprocess.run(
        ["node", "validate.mjs", str(folder), "samples.json", "out.json"],
        cwd=work, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads((work / "out.json").read_text("utf-8"))


def english_values(library: Library) -> dict[str, str]:
    return values(collect_bundles(library)[0])


def test_javascript_shows_the_same_texts(made: Made, in_node: Any) -> None:
    library = made[1]
    given = english_values(library)
    for bundle, message, _ in every(library):
        counts = COUNTS if message.plural else (1,)
        texts = [
            join(message.forms[plural_category(bundle.locale, n) if message.plural else "other"],
                 lambda name, n=n: str(n) if name == "count" else given[name])
            for n in counts
        ]  # fmt: skip
        assert in_node["i18next"][bundle.locale][snake(message.key)] == texts
        assert in_node["arb"][bundle.locale][camel(message.key)] == texts


def test_javascript_reads_xliff(made: Made, in_node: Any) -> None:
    for bundle in collect_bundles(made[1]):
        units = in_node["xliff"][bundle.locale]["resources"]["jawab"]
        assert len(units) >= len(bundle.messages)


def test_i18n_check_finds_nothing(made: Made) -> None:
    folder, library = made
    program = node_tools() / ".bin/i18n-check"
    complete = [bundle for bundle in collect_bundles(library)
                if len(bundle.messages) == len(collect_bundles(library)[0].messages)]  # fmt: skip
    only = ("--only", "invalidKeys", *(() if len(complete) < len(library.locales)
                                       else ("missingKeys",)))  # fmt: skip
    done = subprocess.run(
        [str(program), "--source", "en", "--locales", str(folder / "i18next"),
         "--format", "i18next", *only],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    # A form that says "one day" without the number looks wrong to it, and is right.
    flagged = set(re.findall(r"│ key +│ (\S+)", done.stdout))
    assert (done.returncode == 0) == (not flagged), done.stdout + done.stderr
    assert {key for key in flagged if not key.startswith("answer_time_")} == set()


def test_every_plural_form_of_a_language_is_there(made: Made) -> None:
    """The tools above do not miss a form that is not there, so it is counted."""
    for bundle in collect_bundles(made[1]):
        for message in bundle.messages.values():
            if message.plural:
                assert set(message.forms) == set(plural_categories(bundle.locale))
