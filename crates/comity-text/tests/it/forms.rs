//! The forms: what they show, what they leave out, that they are safe to open.

use comity_text::beside::Beside;
use comity_text::form::{Audience, Colour, html, markdown, plain, redline_html, redline_terminal, terminal};
use comity_text::redline::redline;
use comity_text::{Holders, Version, parse};

use crate::corpus;

const TEXT: &str =
    "1. They [Upland: shall][Delta: should] meet {check with the lawyers} <b>& \"more\"</b>.\n";
const SIDECAR: &str = "[version]\ntitle = \"Draft\"\nowner = \"Chair Person\"\nnumber = 3\n[standing]\n\"1\" = { level = \"agreed in informals\", hold-outs = [\"Delta\"] }\n[[criticism]]\nclause = \"1\"\nby = \"Delta\"\nremark = \"too strong\"\n[[criticism]]\nclause = \"1\"\nby = \"Upland\"\nremark = \"too weak\"\n";

fn version() -> Version {
    let text = parse(TEXT.as_bytes(), &Holders::of(["Upland", "Delta"])).unwrap();
    Version::new(text, Beside::read(SIDECAR).unwrap()).unwrap()
}

#[test]
fn a_page_marks_parties_by_name_sign_and_pattern() {
    let page = html(&version(), &Audience::Mediator);
    assert!(page.contains("● Upland") && page.contains("■ Delta"));
    assert!(page.contains("border-bottom:2px solid") && page.contains("border-bottom:2px dashed"));
    assert!(page.contains("&lt;b&gt;&amp; ") && !page.contains("<b>& "));
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
    assert!(
        page.contains("size:A4") && page.contains("data-n=\"1\"") && page.contains(version().text().digest())
    );
}

#[test]
fn what_is_not_allowed_stays_out_of_every_form() {
    let version = version();
    let audience = Audience::Public;
    let forms = [
        html(&version, &audience),
        markdown(&version, &audience),
        plain(&version, &audience),
        terminal(&version, &audience, Colour::None, 80),
    ];
    for form in forms {
        for secret in ["Upland", "Delta", "lawyers", "Chair Person", "informals", "too strong"] {
            assert!(!form.contains(secret), "{secret} in {form}");
        }
        assert!(form.contains("shall") && form.contains("should"));
    }
    let own = html(&version, &Audience::Delegation("Delta".into()));
    assert!(own.contains("too strong") && !own.contains("too weak"));
}

#[test]
fn what_is_gone_and_the_markers_of_options_name_nobody_either() {
    let holders = Holders::of(["Upland", "Delta"]);
    let read = |source: &str| parse(source.as_bytes(), &holders).unwrap();
    let old = read("1. They [Upland: must] meet {check with the lawyers}:\nOption 1 (Delta): here;\n");
    let new = Version::bare(read("1. They meet:\nOption 1 (Upland): there;\n"));
    let lines = redline(&old, new.text());
    let audience = Audience::Public;
    let forms = [
        html(&new, &audience),
        markdown(&new, &audience),
        plain(&new, &audience),
        redline_html(&lines, &old, &new, &audience),
        redline_terminal(&lines, &old, &new, &audience, Colour::None, 80),
    ];
    for form in forms {
        for secret in ["Upland", "Delta", "lawyers"] {
            assert!(!form.contains(secret), "{secret} in {form}");
        }
        assert!(form.contains("Option 1"), "{form}");
    }
}

#[test]
fn right_to_left_text_runs_from_the_right() {
    let arabic =
        parse("المادة 1\nتتعاون الأطراف على [حفظ][صون] البحيرة.\n".as_bytes(), &Holders::none()).unwrap();
    assert!(html(&Version::bare(arabic), &Audience::Mediator).contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn the_terminal_gets_no_control_characters_from_the_text() {
    let text = parse("1. Red \u{1b}[31m and \u{202e}backwards.\n".as_bytes(), &Holders::none()).unwrap();
    let shown = terminal(&Version::bare(text), &Audience::Mediator, Colour::None, 80);
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
}

#[test]
fn real_texts_make_pages_that_hold_every_word() {
    let (Some(old), Some(new)) = (corpus::text("cop21_3"), corpus::text("cop21_4")) else { return };
    let page = redline_html(&redline(&old, &new), &old, &Version::bare(new.clone()), &Audience::Mediator);
    assert!(page.contains("<ins>") && page.contains("<del>") && page.contains("class=\"m\""));
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    let furniture: usize = new
        .pieces()
        .iter()
        .filter(|piece| piece.of == comity_text::PieceOf::Furniture)
        .map(|piece| letters(new.slice(piece.span)))
        .sum();
    let shown = plain(&Version::bare(new.clone()), &Audience::Mediator);
    assert_eq!(letters(&shown), letters(new.source()) - furniture);
}
