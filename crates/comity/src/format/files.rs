//! Named bytes: what every reader is given instead of a path on a disk.

use super::diagnostic::{Diagnostic, Place};

/// A file's path inside its folder, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct File {
    /// Path inside the folder, parts separated by `/`.
    pub path: String,
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
}

/// The files of a folder, or a single file.
///
/// *Shape*: ascending by path, code point by code point; of two files with one path the first stays.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Files(Vec<File>);

impl Files {
    /// The files, put in order.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut files: Vec<File> = files.into_iter().map(|(path, bytes)| File { path, bytes }).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|next, first| next.path == first.path);
        Self(files)
    }

    /// The files in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &File> {
        self.0.iter()
    }

    /// The file with this path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| &self.0[at])
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Paths of the files whose name ends in `.` and one of `extensions`, whatever the case of letters.
    pub fn with_extension<'a>(&'a self, extensions: &'a [&str]) -> impl Iterator<Item = &'a File> {
        self.0.iter().filter(move |file| extensions.iter().any(|ext| file.has_extension(ext)))
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        Self::new(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())))
    }
}

/// The byte order mark that some editors put in front of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

impl File {
    /// Longest file a reader takes: 64 MiB.
    pub const MOST_BYTES: usize = 64 << 20;

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name without its last extension.
    pub fn stem(&self) -> &str {
        match self.name().rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => self.name(),
        }
    }

    /// Whether the name ends in `.extension`, whatever the case of letters.
    pub fn has_extension(&self, extension: &str) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(extension))
    }

    /// How many bytes a leading byte order mark takes: 3 or 0. Places count from the mark on.
    pub fn mark(&self) -> usize {
        if self.bytes.starts_with(MARK) { MARK.len() } else { 0 }
    }

    /// The text after a byte order mark.
    ///
    /// *Errors*: bytes that are not UTF-8, with the offset of the first that is not; a file above
    /// [`File::MOST_BYTES`].
    pub fn text(&self) -> Result<&str, Diagnostic> {
        if self.bytes.len() > Self::MOST_BYTES {
            let message =
                format!("the file has {} bytes; at most {} are read", self.bytes.len(), Self::MOST_BYTES);
            return Err(Diagnostic::at(Place::whole(self.path.clone()), message));
        }
        if let Some(encoding) = self.wide_encoding() {
            return Err(self.encoding_fault(0, format!("the file is in {encoding}, not UTF-8")));
        }
        std::str::from_utf8(&self.bytes[self.mark()..]).map_err(|error| {
            let at = self.mark() + error.valid_up_to();
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            self.encoding_fault(at, format!("byte 0x{byte:02X} at offset {at} is not UTF-8"))
        })
    }

    fn wide_encoding(&self) -> Option<&'static str> {
        match self.bytes.get(..2)? {
            [0xff, 0xfe] => Some("UTF-16 (little-endian)"),
            [0xfe, 0xff] => Some("UTF-16 (big-endian)"),
            [b, 0] if *b != 0 => Some("UTF-16 (little-endian, unmarked)"),
            [0, b] if *b != 0 => Some("UTF-16 (big-endian, unmarked)"),
            _ => None,
        }
    }

    fn encoding_fault(&self, at: usize, message: String) -> Diagnostic {
        let before = &self.bytes[..at];
        let line = 1 + before.iter().filter(|b| **b == b'\n').count();
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let column = 1 + String::from_utf8_lossy(&before[start..]).chars().count();
        let span = at..(at + 1).min(self.bytes.len());
        let place = Place { file: self.path.clone(), span, line, column };
        Diagnostic::at(place, message).help("save the file as UTF-8")
    }
}
