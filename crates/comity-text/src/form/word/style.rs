//! `word/styles.xml` and `word/settings.xml`: how the page looks in print.

/// The styles. Two faces only: a book face for the wording, a plain one for what stands beside it.
pub(super) fn styles(language: &str) -> String {
    let mut out = format!(
        "{}<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr>{BOOK}<w:sz w:val=\"22\"/><w:szCs w:val=\"24\"/>\
         <w:lang w:val=\"{}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
        super::XML,
        super::SPACES,
        tag(language)
    );
    out.push_str("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>");
    for (id, name, paragraph, run) in PARAGRAPHS {
        let named = format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>");
        out.push_str(&named);
        out.push_str("<w:basedOn w:val=\"Normal\"/>");
        if id.starts_with("Heading") || *id == "Title" {
            out.push_str("<w:next w:val=\"Clause\"/>");
        }
        out.push_str(&format!("<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"));
    }
    out.push_str(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>",
    );
    for (id, name, run) in RUNS {
        out.push_str(&format!(
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr>{run}</w:rPr></w:style>"
        ));
    }
    out.push_str("</w:styles>");
    out
}

/// The settings: changes are tracked from the first keystroke, so that edits come back as edits.
pub(super) fn settings() -> String {
    format!(
        "{}<w:settings {}><w:zoom w:percent=\"100\"/><w:trackRevisions/><w:defaultTabStop w:val=\"567\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         </w:settings>",
        super::XML,
        super::SPACES
    )
}

/// A language as Word names it.
fn tag(language: &str) -> &'static str {
    match language {
        "ar" => "ar-SA",
        "fr" => "fr-FR",
        "es" => "es-ES",
        "ru" => "ru-RU",
        _ => "en-GB",
    }
}

const BOOK: &str = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>";

/// Style, its name in Word, paragraph and run properties.
const PARAGRAPHS: &[(&str, &str, &str, &str)] = &[
    ("Clause", "Clause", "<w:widowControl/>", ""),
    (
        "Title",
        "Title",
        "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"240\" w:line=\"300\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"28\"/><w:szCs w:val=\"32\"/>",
    ),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"480\" w:after=\"200\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"30\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"400\" w:after=\"160\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"28\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"140\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:bCs/>",
    ),
    (
        "Heading4",
        "heading 4",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"280\" w:after=\"120\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:i/><w:iCs/>",
    ),
    (
        "Note",
        "Clause note",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"3\" w:color=\"A0A0A0\"/></w:pBdr><w:spacing w:before=\"60\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"18\"/><w:szCs w:val=\"20\"/>",
    ),
    (
        "Header",
        "header",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9070\"/></w:tabs><w:spacing w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"404040\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>",
    ),
    (
        "Footer",
        "footer",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"A0A0A0\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9070\"/></w:tabs><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"404040\"/><w:sz w:val=\"14\"/><w:szCs w:val=\"14\"/>",
    ),
    (
        "CommentText",
        "annotation text",
        "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
];

/// Style, its name in Word, run properties. Parties are told by their names, grounds only help the eye.
const RUNS: &[(&str, &str, &str)] = &[
    ("Bracket", "Bracket", "<w:b/><w:bCs/>"),
    (
        "Holder",
        "Holder",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:b/><w:bCs/><w:sz w:val=\"17\"/><w:szCs w:val=\"19\"/>",
    ),
    ("Option", "Option", "<w:b/><w:bCs/>"),
    ("Placeholder", "Placeholder wording", "<w:i/><w:iCs/><w:u w:val=\"dotted\"/>"),
    ("DraftersLabel", "Drafters label", "<w:i/><w:iCs/><w:color w:val=\"5C5C5C\"/>"),
    ("NoteReference", "Note reference", "<w:vertAlign w:val=\"superscript\"/>"),
    (
        "Loose",
        "Loose bracket",
        "<w:b/><w:bCs/><w:bdr w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"B00020\"/>",
    ),
    ("CommentReference", "annotation reference", "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>"),
    (
        "LineNumber",
        "line number",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"808080\"/><w:sz w:val=\"14\"/><w:szCs w:val=\"14\"/>",
    ),
];
