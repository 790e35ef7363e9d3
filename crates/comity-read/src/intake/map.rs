//! Where each byte of the plain text came from in the original document.

use crate::reading::Span;

/// A stretch of text and the stretch of source it came from: byte for byte, or as one whole.
#[derive(Debug, Clone, Copy)]
struct Segment {
    text: u32,
    text_length: u32,
    source: u32,
    source_length: u32,
}

/// A monotone map from places in the plain text to places in the original.
#[derive(Debug, Clone, Default)]
pub(crate) struct OffsetMap {
    /// In order of both text and source; empty means the same places.
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// Notes that the next `text_length` bytes of text are that stretch of source.
    pub(crate) fn push(&mut self, text: usize, text_length: usize, source: usize, source_length: usize) {
        let next = Segment {
            text: narrow(text),
            text_length: narrow(text_length),
            source: narrow(source),
            source_length: narrow(source_length),
        };
        if text_length == source_length
            && let Some(last) = self.segments.last_mut()
            && last.text_length == last.source_length
            && last.text + last.text_length == next.text
            && last.source + last.source_length == next.source
        {
            last.text_length += next.text_length;
            last.source_length += next.source_length;
        } else {
            self.segments.push(next);
        }
    }

    /// The range of the original that a range of the text came from.
    pub(crate) fn source(&self, span: Span) -> Span {
        if self.segments.is_empty() {
            return span;
        }
        if span.start >= span.end {
            let place = self.start(span.start);
            return Span { start: place, end: place };
        }
        let start = self.start(span.start);
        Span { start, end: self.end(span.end).max(start) }
    }

    fn start(&self, place: u32) -> u32 {
        let Some(segment) = self.holding(place) else { return 0 };
        if segment.text_length == segment.source_length {
            segment.source + (place - segment.text).min(segment.source_length)
        } else if place >= segment.text + segment.text_length {
            segment.source + segment.source_length
        } else {
            segment.source
        }
    }

    fn end(&self, place: u32) -> u32 {
        let Some(segment) = self.holding(place - 1) else { return 0 };
        if segment.text_length == segment.source_length {
            segment.source + (place - segment.text).min(segment.source_length)
        } else {
            segment.source + segment.source_length
        }
    }

    /// The last segment that begins at or before a place.
    fn holding(&self, place: u32) -> Option<&Segment> {
        let after = self.segments.partition_point(|segment| segment.text <= place);
        self.segments.get(after.checked_sub(1)?)
    }
}

fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{OffsetMap, Span};

    #[test]
    fn entities_map_to_their_whole() {
        // Source `a&amp;b`, text `a&b`.
        let mut map = OffsetMap::default();
        map.push(0, 1, 0, 1);
        map.push(1, 1, 1, 5);
        map.push(2, 1, 6, 1);
        assert_eq!(map.source(Span { start: 1, end: 2 }), Span { start: 1, end: 6 });
        assert_eq!(map.source(Span { start: 0, end: 3 }), Span { start: 0, end: 7 });
        assert_eq!(map.source(Span { start: 2, end: 3 }), Span { start: 6, end: 7 });
    }
}
