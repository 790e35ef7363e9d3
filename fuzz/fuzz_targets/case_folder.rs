//! Case folders: any three files. Whatever is read can be written, edited and read again.
#![no_main]

use comity::format::Files;
use comity::format::case_folder::{read, read_everything, update, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|parts: (Vec<u8>, Vec<u8>, Vec<u8>)| {
    let (case, mandate, record) = parts;
    let files = Files::new([
        ("case.toml".to_owned(), case),
        ("mandates/one.toml".to_owned(), mandate),
        ("record/one.toml".to_owned(), record),
    ]);
    if let Ok((case, _)) = read_everything(&files) {
        assert_eq!(read(&write(&case).expect("what is read can be written")).as_ref(), Ok(&case));
        let mut edited = case;
        edited.title.push('!');
        let folder = update(&files, &edited).expect("what is read can be edited");
        assert_eq!(read(&folder), Ok(edited));
    }
});
