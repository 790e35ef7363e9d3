//! Web pages: what belongs to the report and what stands around it.

use comity_read::{Document, read};

const PAGE: &str = "<!doctype html><html><head><title>Wire</title></head><body>\
    <header><a href=\"/\">The Wire</a> <a href=\"/v\">Video: Minister Ada Lund meets Minister Bo Holm in Rome</a></header>\
    <h1>Norway and Iceland meet over mackerel</h1>\
    <main><p class=\"byline\">Cleo Brandt, Oslo | 12 March 2031</p>\
    <p>OSLO. Norway&rsquo;s fisheries minister, Siri Haug, met Iceland&rsquo;s fisheries minister, J&oacute;n &Oacute;lafsson, \
    in Bergen on Tuesday. &ldquo;We are closer than we were,&rdquo; Haug told reporters after five hours of talks.</p>\
    <p>The two ministers will meet again in Reykjavik on 20 March, Haug said. The text they worked on, which Norway tabled \
    last week, still needs the approval of the Icelandic parliament, and the share of each country was left open.</p></main>\
    <section class=\"more\"><h4>More on this</h4><p><a href=\"/x\">Minister Dan Eide met Minister Eva Foss in Paris</a></p></section>\
    <aside>Minister Gro Moen proposed a tax.</aside></body></html>";

#[test]
fn only_the_main_part_of_a_page_is_read() {
    let document = Document::new(PAGE);
    let reading = read(&document);
    let people: Vec<&str> = reading.people.iter().map(|p| p.name.as_str()).collect();
    for name in ["Siri Haug", "Jón Ólafsson"] {
        assert!(people.contains(&name), "{people:?}");
    }
    for name in ["Lund", "Holm", "Brandt", "Eide", "Foss", "Moen"] {
        assert!(!people.iter().any(|p| p.contains(name)), "{name}: {people:?}");
    }
    let headline = PAGE.find("Norway and Iceland meet").unwrap();
    let first = reading.meetings.iter().map(|m| m.evidence.span.start as usize).min();
    assert!(first.is_some_and(|first| first >= headline), "{first:?}");
}

#[test]
fn a_frame_that_scripts_fill_does_not_hide_the_page() {
    let page = PAGE.replace("<main>", "<main></main><div>").replacen("</p></main>", "</p></div>", 1);
    let reading_has = |name: &str| read(&Document::new(&page)).people.iter().any(|p| p.name == name);
    assert!(reading_has("Siri Haug"));
}
