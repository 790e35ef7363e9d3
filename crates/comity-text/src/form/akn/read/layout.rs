//! The layout of wording whose own layout is lost: one line a unit, white space single.

/// Lines as they grow.
#[derive(Default)]
pub(super) struct Layout {
    out: String,
    space: bool,
    /// What may follow on the line of a number.
    join: Join,
    /// Where the number begins that is being read, and whether its element is headed by it.
    number: usize,
    heads: bool,
    /// How many notes are open that stand within a sentence.
    notes: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Join {
    #[default]
    Nothing,
    /// A heading, but no wording: `Article 2 (PURPOSE)`.
    Heading,
    /// Heading or wording: `1. The parties …`.
    Anything,
}

impl Layout {
    /// How long it is by now.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Characters, with white space made single.
    pub fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push(' ');
            }
            self.space = false;
            self.out.push(c);
        }
    }

    /// Ends the line unless it is empty.
    pub fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.space = false;
    }

    /// A number begins, in an element of this name.
    pub fn number(&mut self, parent: &str) {
        self.end_line();
        self.heads = ["article", "part", "chapter", "title", "book", "tome", "attachment"].contains(&parent);
        if self.heads || parent == "section" {
            self.gap();
        }
        self.number = self.out.len();
    }

    /// A blank line before what heads a part of the text.
    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    pub fn end_number(&mut self) {
        let heads = self.heads || self.out.get(self.number..).is_some_and(|number| number.starts_with("Pp"));
        self.join = if heads { Join::Heading } else { Join::Anything };
    }

    pub fn heading(&mut self) {
        let headed = self.join != Join::Nothing;
        self.begin(headed);
        if !headed {
            self.gap();
        }
    }

    pub fn paragraph(&mut self) {
        self.begin(self.join == Join::Anything || self.notes > 0);
    }

    fn begin(&mut self, joins: bool) {
        if joins {
            self.space = true;
        } else {
            self.end_line();
        }
        self.join = Join::Nothing;
    }

    /// A footnote: on lines of its own where it stood so, else as a remark within the sentence.
    pub fn note(&mut self, marker: Option<&str>, own: bool) {
        if own {
            self.end_line();
        } else {
            self.notes += 1;
            self.space = true;
            self.words(&format!("{{note {}:", marker.unwrap_or("")));
        }
    }

    pub fn end_note(&mut self) {
        if self.notes > 0 {
            self.notes -= 1;
            self.space = false;
            self.words("}");
        } else {
            self.end_line();
        }
    }

    /// An option that begins its line, taking brackets just opened along.
    pub fn option(&mut self) {
        let kept = self.out.trim_end_matches(['[', ' ']).len();
        if kept > 0 && !self.out[..kept].ends_with('\n') {
            let brackets = self.out.split_off(kept);
            self.end_line();
            self.out.extend(brackets.chars().filter(|c| *c == '['));
        }
        self.space = false;
    }

    /// The text.
    pub fn finish(&self) -> String {
        format!("{}\n", self.out.trim_end())
    }
}
