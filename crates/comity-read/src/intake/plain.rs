//! Paragraphs of plain text, without the lines a page adds around a report.

use crate::reading::Span;

/// The paragraphs: stretches between blank lines. Lines broken inside a paragraph belong together.
pub(super) fn blocks(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut start = None;
    let mut end = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            push(text, &mut blocks, start.take(), end);
        } else {
            let indent = line.len() - line.trim_start().len();
            start.get_or_insert(at + indent);
            end = at + line.trim_end().len();
        }
        at += line.len();
    }
    push(text, &mut blocks, start, end);
    let list = blocks
        .iter()
        .position(|block| text.get(block.start as usize..block.end as usize).is_some_and(heads_a_list));
    // A heading before the middle heads the report's own list.
    if let Some(list) = list.filter(|&list| 2 * list >= blocks.len()) {
        blocks.truncate(list);
    }
    blocks
}

fn push(text: &str, blocks: &mut Vec<Span>, start: Option<usize>, end: usize) {
    if let Some(start) = start
        && !is_boilerplate(&text[start..end])
        && let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end))
    {
        blocks.push(Span { start, end });
    }
}

/// How a paragraph begins that points to other pages.
const POINTERS: &[&str] = &[
    "also on ",
    "also in this issue",
    "elsewhere:",
    "inside:",
    "in other news:",
    "in pictures",
    "podcast:",
    "photos:",
    "video:",
    "opinion:",
    "don't miss",
    "more stories",
    "related:",
    "related ",
    "read more",
    "read also",
    "also read",
    "see also",
    "more on this",
    "more from",
    "sign up",
    "subscribe",
    "advertisement",
    "share this",
    "follow us",
    "you may also like",
    "recommended",
    "read next",
    "most read",
    "watch:",
    "listen:",
    "cookie",
    "all rights reserved",
    "©",
    "more on",
    "more news",
    "read the full",
    "from the archive",
    "from our archive",
    "also today",
    "also on this page",
    "earlier:",
    "in this section",
    "in this issue",
    "editor's picks",
    "editors' picks",
    "trending",
    "most popular",
    "most viewed",
    "popular now",
    "next in",
    "previous:",
    "next:",
    "tags:",
    "filed under",
    "share:",
    "print this",
    "newsletter",
    "support our",
    "have a tip",
    "got a story",
    "got a tip",
    "email the newsdesk",
    "contact the newsdesk",
    "are you affected",
    "join the conversation",
    "comments (",
    "leave a comment",
    "follow the",
    "download our",
    "download the app",
    "get the app",
    "listen to",
    "watch now",
    "watch live",
    "live updates",
    "explainer:",
    "timeline:",
    "analysis:",
    "background:",
    "quiz:",
    "crossword",
    "corrections:",
    "correction:",
    "side events:",
    "elsewhere",
    "also:",
    "in brief:",
    "letters:",
    "editorial:",
    "obituary:",
    "weather:",
    "jobs:",
    "sponsored",
    "promoted",
    "partner content",
    "with files from",
    "(editing by",
    "(reporting by",
    "photos by",
    "photograph:",
    "copyright",
    "terms of use",
    "privacy",
    "cookies",
    "manage your",
    "unsubscribe",
    "view in browser",
    "forward this",
    "you might also",
    "you may like",
    "don’t miss",
    "other news",
    "related stories",
    "related links",
    "related coverage",
    "further reading",
    "read this next",
    "up next",
    "coming up",
];

/// How a paragraph begins that tells who made the page, or whom to write to: furniture even as a whole sentence.
const CREDITS: &[&str] = &[
    "reporting by",
    "additional reporting",
    "editing by",
    "writing by",
    "photo:",
    "photo by",
    "picture:",
    "image:",
    "graphic:",
    "file photo",
    "caption:",
    "media contact",
    "media enquir",
    "media inquir",
    "media relations",
    "press contact",
    "for media",
    "for further information",
    "for more information",
    "contact:",
    "contact reporter",
    "published in",
    "posted in",
    "posted by",
    "follow our",
    "discuss this",
    "you are receiving",
    "you receive this",
    "source:",
    "sources:",
];

/// Headings after which a page only lists other pages.
const LISTS: &[&str] =
    &["sources", "external links", "related news", "related articles", "sister links", "references"];

/// Whether a paragraph is the heading of a list of other pages.
fn heads_a_list(paragraph: &str) -> bool {
    let bare = paragraph.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LISTS.contains(&bare.as_str())
}

/// Whether a paragraph is a pointer to other pages rather than part of the report.
pub(super) fn is_boilerplate(paragraph: &str) -> bool {
    let head: String = paragraph
        .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©')
        .chars()
        .take(24)
        .flat_map(char::to_lowercase)
        .collect();
    // "● Are you affected? ● Five things we learned": marks of a list of links, with no full stop at the end.
    let pointer = POINTERS.iter().any(|pointer| head.starts_with(pointer));
    // "Related talks will follow in March." is a sentence; a pointer has a colon or is short and open.
    let has_colon = head.contains(':');
    let credit = CREDITS.iter().any(|credit| head.starts_with(credit));
    credit
        || pointer
            && (has_colon || !paragraph.trim_end().ends_with(['.', '”', '"', '!']) || paragraph.len() < 60)
}

#[cfg(test)]
mod tests {
    use super::{blocks, is_boilerplate};

    #[test]
    fn blank_lines_part_paragraphs() {
        let text = "One\ntwo\n\n  Three \r\n\r\nRelated: Four";
        let found: Vec<_> = blocks(text).iter().map(|b| &text[b.start as usize..b.end as usize]).collect();
        assert_eq!(found, ["One\ntwo", "Three"]);
    }

    #[test]
    fn pointers_are_told_from_sentences() {
        assert!(is_boilerplate("Related: Summit boycotted"));
        assert!(is_boilerplate("Read more"));
        assert!(!is_boilerplate(
            "Related issues were left to the working group, which will meet again on Friday."
        ));
    }
}
