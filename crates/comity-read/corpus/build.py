#!/usr/bin/env python3
"""Turns the texts in marked/ into plain documents with stand-off annotations.

No offset is ever typed: facts name their place by a label put into the text
(`[[label|words]]`) or by words that occur in it, and this program finds the
bytes. `python3 build.py` writes dev/ and heldout/, `python3 build.py --check`
compares them with what is there and fails on the first difference.

A text in marked/dev/ goes to dev/, one in marked/heldout/ to heldout/. A bulletin
item belongs to dev/ if the last hexadecimal digit of the SHA-256 of its name is
even, otherwise to heldout/.
"""
import datetime
import hashlib
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
FORMAT = "comity-read-annotation/1"
CLOSING = {"“": "”", "«": "»", '"': '"', "‘": "’"}
PREPOSITION = re.compile(r"^(?:on|in|since|before|by|until|after)\s+", re.I)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
KINDS = {"sup": ("support", "positive"), "agr": ("agreement", "positive"),
         "obo": ("on_behalf_of", "positive"), "opp": ("opposition", "negative"),
         "crit": ("criticism", "negative")}
problems = []


def half(name):
    """Of a bulletin item: even last digit of the name's hash is dev, odd is heldout."""
    digit = int(hashlib.sha256(name.encode()).hexdigest()[-1], 16)
    return "heldout" if digit % 2 else "dev"


def unmark(marked):
    """The text without labels, and the character spans of every label."""
    text, spans, open_labels, i = [], {}, [], 0
    length = 0
    while i < len(marked):
        opening = re.match(r"\[\[([\w.]+)\|", marked[i:])
        if opening:
            open_labels.append((opening.group(1), length))
            i += opening.end()
        elif marked.startswith("]]", i) and open_labels:
            label, start = open_labels.pop()
            spans.setdefault(label, []).append((start, length))
            i += 2
        else:
            text.append(marked[i])
            length += 1
            i += 1
    if open_labels:
        raise SystemExit(f"label never closed: {open_labels}")
    return "".join(text), spans


class Document:
    """One text with its labels; finds places and converts them to bytes."""

    def __init__(self, name, marked):
        self.name = name
        self.text, self.labels = unmark(marked)

    def fail(self, what):
        problems.append(f"{self.name}: {what}")
        return (0, 0)

    def find(self, words, start=0):
        nth = 1
        counted = re.search(r"#(\d)$", words)
        if counted:
            nth, words = int(counted.group(1)), words[:counted.start()]
        before = r"(?<!\w)" if words[0].isalnum() else ""
        after = r"(?!\w)" if words[-1].isalnum() else ""
        hits = [m.span() for m in re.finditer(before + re.escape(words) + after, self.text)
                if m.start() >= start]
        return hits[nth - 1] if len(hits) >= nth else None

    def place(self, anchor):
        """A label, words of the text, or `first words ~ last words`."""
        anchor = anchor.strip()
        if anchor in self.labels:
            return self.labels[anchor][0]
        first, _, last = anchor.partition(" ~ ")
        hit = self.find(first) or self.loose(first)
        if hit is None:
            return self.fail(f"words not found: {first}")
        if not last:
            return hit
        end = self.text.find(last.strip(), hit[0] + 1)
        if end < 0:
            return self.fail(f"words not found: {last}")
        return (hit[0], end + len(last.strip()))

    def loose(self, words):
        """Ignores word boundaries: the start of a quotation is a prefix."""
        at = self.text.find(words)
        return None if at < 0 else (at, at + len(words))

    def quotation(self, anchor):
        """From an opening mark to its closing mark, marks included."""
        if " ~ " in anchor or anchor.strip() in self.labels:
            return self.place(anchor)
        at = self.text.find(anchor.strip())
        if at < 0:
            return self.fail(f"quotation not found: {anchor}")
        close = CLOSING[self.text[at]]
        end = self.text.find(close, at + 1)
        return (at, end + 1) if end > 0 else self.fail(f"quotation not closed: {anchor}")

    def bytes(self, span):
        return [len(self.text[:edge].encode()) for edge in span]


def split_fields(line):
    head, *rest = [part.strip() for part in line.split(" | ")]
    fields = {}
    for part in rest:
        key, _, value = part.partition("=")
        fields[key.strip()] = value.strip()
    return head, fields


def choices(value):
    """`a;b` are alternatives."""
    return [part.strip() for part in value.split(";") if part.strip() and part.strip() != "-"]


def participants(value):
    """`a,b?` are participants; a question mark makes one optional."""
    return [{"name": part.strip().rstrip("?"), "optional": part.strip().endswith("?")}
            for part in value.split(",") if part.strip()]


def check_weekday(doc, span, value):
    words = doc.text[span[0]:span[1]].lower()
    named = [day for day in WEEKDAYS if day in words]
    if named and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        actual = WEEKDAYS[datetime.date.fromisoformat(value).weekday()]
        if actual != named[0]:
            doc.fail(f"{words} is not {value}, which is a {actual}")


class Facts:
    """The annotations of one document, collected line by line."""

    def __init__(self, doc):
        self.doc = doc
        self.dates = {}
        self.out = {key: [] for key in (
            "parties people statements stance_changes meetings proposals approvals "
            "delegations relations dates exclude").split()}

    def add(self, line):
        word, _, rest = line.partition(" ")
        optional = word.endswith("?")
        handler = getattr(self, "add_" + word.rstrip("?"), None)
        if handler is None:
            self.doc.fail(f"unknown fact: {line}")
        else:
            handler(rest.strip(), optional)

    def evidence(self, fields):
        spans = [self.doc.place(fields["at"])] if "at" in fields else []
        spans += [self.doc.place(fields[key]) for key in ("also", "also2") if key in fields]
        return [self.doc.bytes(span) for span in spans]

    def when(self, fields):
        values = choices(fields.get("when", ""))
        return [value for value in (self.dates.get(v, v) for v in values) if value]

    def add_party(self, rest, _optional):
        name, fields = split_fields(rest)
        self.out["parties"].append({"name": name, "aliases": choices(fields.get("alias", ""))})

    def add_person(self, rest, _optional):
        ident, fields = split_fields(rest)
        party = fields.get("party", "-")
        if fields["name"] not in self.doc.text:
            self.doc.fail(f"person not in the text: {fields['name']}")
        self.out["people"].append({
            "id": ident, "name": fields["name"], "office": none(fields.get("office", "-")),
            "party": none(party.rstrip("?")), "party_optional": party.endswith("?"),
            "byte_range": self.doc.bytes(self.doc.place(fields["name"]))})

    def add_date(self, rest, optional):
        anchor, separator, value = rest.rpartition(" = ")
        if not separator:
            anchor, _, value = rest.rpartition(" ")
        value, _, doubt = value.partition(" ")
        span = self.doc.place(anchor)
        lead = PREPOSITION.match(self.doc.text[span[0]:span[1]])
        if lead:
            span = (span[0] + lead.end(), span[1])
        value = none(value)
        if value:
            check_weekday(self.doc, span, value)
        self.dates[anchor] = value
        self.out["dates"].append({"byte_range": self.doc.bytes(span), "value": value,
                                  "optional": optional or bool(doubt)})

    def add_quote(self, rest, optional):
        anchor, fields = split_fields(rest)
        kind = fields.get("kind", "direct")
        span = self.doc.quotation(anchor) if kind == "direct" else self.doc.place(anchor)
        by = fields["by"]
        self.out["statements"].append({
            "kind": kind, "byte_range": self.doc.bytes(span),
            "speaker": choices(by.rstrip("?")), "speaker_optional": by.endswith("?"),
            "stance": fields.get("stance"), "optional": optional or "optional" in fields})

    def add_said(self, rest, optional):
        anchor, _, tail = rest.partition(" | ")
        self.add_quote(f"{anchor} | kind=indirect | {tail}", optional)

    def add_meeting(self, rest, optional):
        ident, fields = split_fields(rest)
        self.out["meetings"].append({
            "id": ident, "optional": optional, "evidence": self.evidence(fields),
            "participants": participants(fields.get("who", "")), "when": self.when(fields),
            "where": choices(fields.get("where", "")), "level": fields.get("level"),
            "formal": fields.get("formal") != "no"})

    def add_proposal(self, rest, optional):
        ident, fields = split_fields(rest)
        owners = [name for group in choices(fields.get("whose", "")) for name in group.split(",")]
        criticism = fields.get("criticism")
        self.out["proposals"].append({
            "id": ident, "optional": optional, "evidence": self.evidence(fields),
            "owners": owners, "to": [p["name"] for p in participants(fields.get("to", ""))],
            "when": self.when(fields),
            "criticism": self.doc.bytes(self.doc.place(criticism)) if criticism else None})

    def add_approval(self, rest, optional):
        ident, fields = split_fields(rest)
        self.out["approvals"].append({
            "id": ident, "optional": optional, "evidence": self.evidence(fields),
            "of": choices(fields["of"]), "for": fields.get("for")})

    def add_delegation(self, rest, optional):
        party, fields = split_fields(rest)
        self.out["delegations"].append({
            "party": party, "optional": optional, "evidence": self.evidence(fields),
            "head": fields.get("head"), "head_possible": fields.get("head?"),
            "members": [m for m in fields.get("members", "").split(",") if m],
            "inferred": [m for m in fields.get("inferred", "").split(",") if m]})

    def add_change(self, rest, optional):
        speaker, fields = split_fields(rest)
        self.out["stance_changes"].append({
            "speaker": speaker, "from": fields["from"], "to": fields["to"], "optional": optional,
            "evidence": self.evidence(fields)})

    def add_relation(self, rest, optional):
        kind, _, sides = rest.partition(" ")
        polarity = dict(KINDS.values()).get(kind)
        one, other = sides.split(" > ") if " > " in sides else sides.split(" ", 1)
        self.out["relations"].append({"kind": kind, "polarity": polarity, "from": one, "to": other,
                                      "symmetric": kind == "agreement", "optional": optional})

    def add_exclude(self, rest, _optional):
        self.out["exclude"].append(self.doc.bytes(self.doc.place(rest)))


def none(value):
    return None if value == "-" else value


def read_report(path):
    header, body, facts = path.read_text(encoding="utf-8").split("=====\n")
    settings = dict(line.split(" ", 1) for line in header.strip().splitlines())
    doc = Document(path.stem, body)
    collected = Facts(doc)
    lines = [line for line in facts.splitlines() if line.strip()]
    for line in sorted(lines, key=lambda line: not line.startswith("date ")):
        collected.add(line)
    data = doc.text.encode()
    name = f"{path.stem}.{settings.get('suffix', 'txt')}"
    annotation = {"format": FORMAT, "file": name, "sha256": hashlib.sha256(data).hexdigest(),
                  "bytes": len(data), "date": settings["date"], "style": settings["style"],
                  **collected.out}
    side = path.parent.name
    return {f"{side}/{name}": data, f"{side}/{path.stem}.json": printed(annotation)}


def names(text):
    return [part.strip().strip('"') for part in text.split(",")]


def read_relation(doc, line, base):
    """One line of a bulletin item: `opp~? A, B > C @label`; `sup|agr` accepts either kind."""
    line, _, label = line.partition(" @")
    word, _, rest = line.partition(" ")
    word, _, other = word.partition("|")
    optional, contrast = "?" in word, "~" in word
    kind, polarity = KINDS[word.rstrip("?~")]
    span = doc.labels.get(label.strip() or "r", [(0, len(doc.text))])[0]
    if kind == "agreement":
        members = [a or b for a, b in re.findall(r'"([^"]+)"|(\S+)', rest)]
        pairs = [(a, b) for i, a in enumerate(members) for b in members[i + 1:]]
    else:
        sources, targets = rest.split(" > ")
        pairs = [(a, b) for a in names(sources) for b in names(targets)]
    for name in {name for pair in pairs for name in pair}:
        if name.lower()[:2] not in doc.text.lower():
            doc.fail(f"party not in the text: {name}")
    at = [edge + base for edge in doc.bytes(span)]
    return [{"kind": kind, "polarity": polarity, "from": a, "to": b, "byte_range": at,
             "symmetric": contrast or kind == "agreement", "optional": optional,
             "or": KINDS[other][0] if other else None}
            for a, b in pairs]


def read_bulletin(path):
    halves = {"dev": (bytearray(), []), "heldout": (bytearray(), [])}
    for block in path.read_text(encoding="utf-8").split("%% ")[1:]:
        name, body, *facts = block.strip().splitlines()
        doc = Document(name, body)
        data, items = halves[half(name)]
        base = len(data)
        data += doc.text.encode()
        relations = [r for line in facts for r in read_relation(doc, line, base)]
        items.append({"id": name, "byte_range": [base, len(data)], "relations": relations})
        data += b"\n"
    files = {}
    for side, (data, items) in halves.items():
        annotation = {"format": FORMAT, "file": "bulletin.txt",
                      "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data),
                      "items": items}
        files[f"{side}/bulletin.txt"] = bytes(data)
        files[f"{side}/bulletin.json"] = printed(annotation)
    return files


def printed(annotation):
    """One fact a line: reads well and diffs well."""
    lines = []
    for key, value in annotation.items():
        if isinstance(value, list) and value:
            facts = ",\n".join("  " + json.dumps(fact, ensure_ascii=False) for fact in value)
            lines.append(f" {json.dumps(key)}: [\n{facts}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def main():
    files = {}
    for path in sorted((HERE / "marked").rglob("*.txt")):
        files |= read_bulletin(path) if path.stem == "bulletin" else read_report(path)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    different = [name for name, data in files.items()
                 if not (HERE / name).exists() or (HERE / name).read_bytes() != data]
    if "--check" in sys.argv:
        for name in different:
            print(f"{name}: differs from marked/; run build.py", file=sys.stderr)
        return 1 if different else 0
    for name in different:
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_bytes(files[name])
    print(f"{len(files)} files, {len(different)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
