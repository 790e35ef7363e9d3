//! Edits of what is beside the words: standing, reservations.

use super::{Edited, Refusal, find};
use crate::beside::{Level, Reservation, Standing};
use crate::version::Version;

/// States how far a clause has come.
///
/// *Errors*: [`Refusal::Standing`] for an agreed clause with hold-outs, and for a clause agreed while
/// brackets stand in it; [`Refusal::UnknownHolder`] for a hold-out the case does not declare.
pub fn set_standing(
    version: &Version,
    id: &str,
    level: Level,
    hold_outs: &[&str],
) -> Result<Edited, Refusal> {
    let ix = find(version, id)?;
    let text = version.text();
    if let Some(name) =
        hold_outs.iter().find(|name| !text.holders().is_empty() && text.holders().find(name).is_none())
    {
        return Err(Refusal::UnknownHolder((*name).to_string()));
    }
    if level == Level::Agreed && !hold_outs.is_empty() {
        return Err(Refusal::Standing(
            "an agreed clause has no hold-outs; agree it in informals, or name none",
        ));
    }
    let contested = text
        .pieces_of(ix)
        .any(|span| text.marks().iter().any(|mark| span.encloses(mark.outer) && mark.nesting > 0));
    if level == Level::Agreed && contested {
        return Err(Refusal::Standing("a clause with brackets in it cannot be agreed; resolve them first"));
    }
    let standing = Standing { level, hold_outs: hold_outs.iter().map(ToString::to_string).collect() };
    Ok(with_beside(version, |beside| {
        if standing == Standing::default() {
            beside.standing.remove(id);
        } else {
            beside.standing.insert(id.to_string(), standing);
        }
    }))
}

/// Opens a clause again: whatever was agreed, it is proposed now.
///
/// *Errors*: [`Refusal::NoSuchClause`].
pub fn reopen(version: &Version, id: &str) -> Result<Edited, Refusal> {
    find(version, id)?;
    Ok(with_beside(version, |beside| {
        beside.standing.remove(id);
    }))
}

/// Reserves a party's position on a clause, or on words in it.
///
/// *Errors*: [`Refusal::UnknownHolder`], [`Refusal::NoSuchClause`].
pub fn reserve(version: &Version, id: &str, holder: &str, words: Option<&str>) -> Result<Edited, Refusal> {
    find(version, id)?;
    let text = version.text();
    if !text.holders().is_empty() && text.holders().find(holder).is_none() {
        return Err(Refusal::UnknownHolder(holder.to_string()));
    }
    let one = Reservation {
        clause: id.into(),
        footnote: None,
        words: words.map(Into::into),
        holders: vec![holder.into()],
    };
    Ok(with_beside(version, |beside| beside.reservations.push(one)))
}

fn with_beside(version: &Version, change: impl FnOnce(&mut crate::beside::Beside)) -> Edited {
    let mut beside = version.beside().clone();
    change(&mut beside);
    Edited { version: Version::bound(version.text().clone(), beside), splices: Vec::new() }
}
