//! The stances of a reading and of a record: one set under two types, for neither crate depends on the other.

use comity::format::case_folder::record::Stance;
use comity_read::StanceLabel;

/// The words a stance may have, in the order they are offered.
pub const STANCES: [&str; 8] =
    ["supports", "opposes", "flexible", "criticises", "neutral", "hopeful", "conditions", "not_final"];

/// The stance of a record that a reading proposes.
pub fn recorded(label: StanceLabel) -> Stance {
    match label {
        StanceLabel::Supports => Stance::Supports,
        StanceLabel::Opposes => Stance::Opposes,
        StanceLabel::Flexible => Stance::Flexible,
        StanceLabel::Criticises => Stance::Criticises,
        StanceLabel::Conditions => Stance::Conditions,
        StanceLabel::Hopeful => Stance::Hopeful,
        StanceLabel::NotFinal => Stance::NotFinal,
        StanceLabel::Neutral => Stance::Neutral,
    }
}

/// Which way a stance points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// For it.
    For,
    /// Neither for nor against as it stands.
    Between,
    /// Against it.
    Against,
}

/// The side a stance takes; none where it takes none.
pub fn lean(stance: Stance) -> Option<Lean> {
    match stance {
        Stance::Supports | Stance::Hopeful => Some(Lean::For),
        Stance::Flexible | Stance::NotFinal | Stance::Conditions => Some(Lean::Between),
        Stance::Opposes | Stance::Criticises => Some(Lean::Against),
        Stance::Neutral => None,
    }
}

/// What somebody does, and what several do.
pub fn words(stance: Stance, several: bool) -> &'static str {
    let (one, many) = match stance {
        Stance::Supports => ("supports", "support"),
        Stance::Opposes => ("opposes", "oppose"),
        Stance::Flexible => ("is flexible on", "are flexible on"),
        Stance::Criticises => ("criticises", "criticise"),
        Stance::Conditions => ("sets a condition for", "set a condition for"),
        Stance::Hopeful => ("is hopeful of", "are hopeful of"),
        Stance::NotFinal => ("says it is not final:", "say it is not final:"),
        Stance::Neutral => ("speaks of", "speak of"),
    };
    if several { many } else { one }
}

#[cfg(test)]
mod tests {
    use super::{STANCES, recorded};
    use comity::format::Files;
    use comity::format::case_folder::{read_everything, record::Stance};
    use comity_read::StanceLabel;

    /// The word of every stance a record knows: a new one does not compile until it stands here.
    fn word(stance: Stance) -> &'static str {
        match stance {
            Stance::Supports => "supports",
            Stance::Opposes => "opposes",
            Stance::Flexible => "flexible",
            Stance::Criticises => "criticises",
            Stance::Conditions => "conditions",
            Stance::Hopeful => "hopeful",
            Stance::NotFinal => "not_final",
            Stance::Neutral => "neutral",
        }
    }

    /// The stance of a record whose one statement has that word.
    fn read(stance: &str) -> Option<Stance> {
        let case = "title = \"T\"\n\n[party.a]\nname = \"A\"\n";
        let record = format!(
            "[source.s]\ntitle = \"S\"\nsha256 = \"{}\"\n\n[[statement]]\nby = \"a\"\nkind = \"reported\"\n\
             says = \"x\"\nstance = \"{stance}\"\ncitation = {{ source = \"s\", byte_range = [0, 1] }}\n",
            "0".repeat(64)
        );
        let files = Files::new([
            ("case.toml".to_owned(), case.as_bytes().to_vec()),
            ("record/s.toml".to_owned(), record.into_bytes()),
        ]);
        let (_, record) = read_everything(&files).ok()?;
        record.statements.first()?.stance
    }

    #[test]
    fn reading_record_and_terminal_have_the_same_stances() {
        for name in STANCES {
            let label = StanceLabel::of_name(name).expect(name);
            let stance = read(name).expect(name);
            assert_eq!(recorded(label), stance);
            assert_eq!((label.name(), word(stance)), (name, name));
        }
        assert_eq!(read("angry"), None);
    }
}
