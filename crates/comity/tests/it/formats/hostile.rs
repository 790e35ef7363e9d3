//! Files made to do harm, and files that were damaged: a fault with a place, never a panic, and never
//! more memory or time than the limits allow.

use comity::format::{Files, read};
use comity::generate::SplitMix;

use super::spreadsheet::{ods, xlsx};
use super::{one, said};

fn refused(files: &Files) -> String {
    said(&read(files).unwrap_err()).join("\n")
}

#[test]
fn bombs_and_ranges_without_end() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\
                <utility_space><objective name=\"&b;\"/></utility_space>";
    assert!(refused(&one("p.xml", bomb)).contains("p.xml:1:22: the file declares a document type"));
    let deep = format!("<utility_space>{}", "<a>".repeat(1_000_000));
    assert!(refused(&one("p.xml", deep)).contains("elements are nested more than 64 deep"));
    let range = "<utility_space><objective><issue type=\"integer\" lowerbound=\"0\" upperbound=\"999999999\"/>\
                 </objective></utility_space>";
    assert!(
        refused(&one("p.xml", range))
            .contains("p.xml:1:27: the issue has 1000000000 options; at most 100000")
    );
    let many = "<issue type=\"integer\" lowerbound=\"1\" upperbound=\"100000\"/>".repeat(1000);
    let many = format!("<utility_space><objective>{many}</objective></utility_space>");
    assert!(refused(&one("p.xml", many)).contains("more than 1,000,000 options"));
    let json = format!("{{\"issuesValues\": {}", "[".repeat(1_000_000));
    assert!(refused(&one("p.json", json)).contains("nested more than 64 deep"));
    let range = "{\"LinearAdditiveUtilitySpace\": {\"domain\": {\"issuesValues\": {\"x\": {\"range\": [0, 1e9, 0.1]}}}}}";
    assert!(refused(&one("p.json", range)).contains("the issue has 10000000001 options"));
    let yaml = "type: CartesianOutcomeSpace\nissues:\n- {type: ContiguousIssue, values: [0, 1000000000]}\n";
    let files: Files =
        [("o.yml", yaml), ("p.yml", "type: ConstUtilityFunction\nvalue: 1\n")].into_iter().collect();
    assert!(refused(&files).contains("o.yml:3:35: the issue has 1000000001 options"));
    let class = "type: os.system\nname: x\n";
    assert!(refused(&one("p.yml", class)).contains("no outcome space"));
}

#[test]
fn packed_bombs() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>".to_owned();
    assert!(refused(&one("t.xlsx", xlsx(far))).contains("t.xlsx:1048576:16384: a cell outside the first"));
    let zeros = format!("<row><c><v>{}</v></c></row>", "0".repeat(100 << 20));
    assert!(refused(&one("t.xlsx", xlsx(zeros))).contains("unpacks to more than 64 MiB"));
    let cell = "<table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/>";
    let wide = format!("<table:table-row>{cell}</table:table-row>").repeat(2000);
    assert!(refused(&one("t.ods", ods(&wide))).contains("more than 1000000 cells"));
    let tall = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>\
                <table:table-row><table:table-cell table:number-columns-repeated=\"500\"/>\
                <table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refused(&one("t.ods", ods(tall))).contains("more than 1000000 cells"));
    assert!(refused(&one("t.xlsx", "PK\u{3}\u{4} cut")).contains("not a packed spreadsheet"));
}

#[test]
fn wrong_encodings_and_empty_input() {
    assert!(
        refused(&one("p.xml", b"<utility_space>\n caf\xe9</utility_space>".to_vec()))
            .starts_with("p.xml:2:5: byte 0xE9 at offset 20 is not UTF-8 (save the file as UTF-8)")
    );
    let wide: Vec<u8> = "\u{feff}<utility_space/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(refused(&one("p.xml", wide)).contains("the file is in UTF-16 (little-endian), not UTF-8"));
    assert!(refused(&Files::default()).contains("no file to read"));
    assert!(refused(&one("case.tmol", "")).contains("looks like a misspelt `case.toml`"));
    assert!(refused(&one("p.xml", "")).contains("p.xml"));
}

/// A valid input of every format.
fn seeds() -> Vec<Files> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus/negmas");
    let mut seeds: Vec<Files> = ["ferry-yml", "tides-json", "harbour-yml"]
        .iter()
        .map(|name| crate::corpus::folder(&corpus.join(name)))
        .collect();
    let genius = "<utility_space><objective index=\"0\"><weight index=\"1\" value=\"1\"/><issue index=\"1\" name=\"a\">\
                  <item value=\"x\" evaluation=\"1\"/><item value=\"y\" evaluation=\"2\"/></issue></objective>\
                  <reservation value=\"0.5\"/></utility_space>";
    let boxes = "<utility_space type=\"nonlinear\"><objective><issue index=\"1\" type=\"integer\" lowerbound=\"0\" \
                 upperbound=\"9\"/><utility maxutility=\"9\"><ufun aggregation=\"max\"><hyperRectangle utility=\"3\">\
                 <INCLUDES index=\"1\" min=\"2\" max=\"5\"/></hyperRectangle><hyperRectangle utility=\"3\">\
                 <EXCLUDES index=\"1\" min=\"2\" max=\"5\"/></hyperRectangle></ufun></utility></objective></utility_space>";
    let web = "{\"LinearAdditiveUtilitySpace\":{\"issueUtilities\":{\"a\":{\"discreteutils\":{\"valueUtilities\":\
               {\"x\":0.5,\"y\":1}}},\"b\":{\"numberutils\":{\"lowValue\":0,\"lowUtility\":0,\"highValue\":5,\
               \"highUtility\":1}}},\"issueWeights\":{\"a\":0.5,\"b\":0.5},\"domain\":{\"name\":\"d\",\"issuesValues\":\
               {\"a\":{\"values\":[\"x\",\"y\"]},\"b\":{\"range\":[0,5,1]}}},\"name\":\"p\",\"reservationBid\":\
               {\"issuevalues\":{\"a\":\"x\"}}}}";
    let table = "Issue,Option,A,B\nOne,weight,3,4\n,a,1,2\n,b,never,0\n,current draft,a,\nReservation,,1,1\n";
    let row = "<row r=\"1\"><c t=\"inlineStr\"><is><t>Issue</t></is></c><c/><c t=\"inlineStr\"><is><t>A</t></is></c></row>";
    let cells = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Issue</text:p>\
                 </table:table-cell></table:table-row>";
    seeds.extend([one("p.xml", genius), one("n.xml", boxes), one("p.json", web), one("t.csv", table)]);
    seeds.extend([one("t.xlsx", xlsx(row.to_owned())), one("t.ods", ods(cells))]);
    seeds
}

/// One to eight random edits of one of the files.
fn mutated(files: &Files, random: &mut SplitMix) -> Files {
    let below = |random: &mut SplitMix, bound: usize| (random.bits() % bound.max(1) as u64) as usize;
    let pick = below(random, files.iter().len());
    let edit = |at: usize, bytes: &[u8], random: &mut SplitMix| {
        let mut bytes = bytes.to_vec();
        for _ in 0..if at == pick { 1 + below(random, 8) } else { 0 } {
            let place = below(random, bytes.len());
            match random.bits() % 6 {
                0 => bytes.truncate(place),
                1 if !bytes.is_empty() => bytes[place] = random.bits() as u8,
                2 if !bytes.is_empty() => drop(bytes.remove(place)),
                3 => {
                    let piece = bytes[place..(place + below(random, 40)).min(bytes.len())].to_vec();
                    let target = below(random, bytes.len());
                    bytes.splice(target..target, piece);
                }
                4 => {
                    let word: &[u8] = match random.bits() % 6 {
                        0 => b"-1e999",
                        1 => b"99999999999999999999999999999999999999",
                        2 => b"<",
                        3 => b"\xff\xfe",
                        4 => b"\"",
                        _ => b"0",
                    };
                    bytes.splice(place..place, word.iter().copied());
                }
                _ if !bytes.is_empty() => bytes[place] ^= 1 << (random.bits() % 8),
                _ => {}
            }
        }
        bytes
    };
    let edited =
        files.iter().enumerate().map(|(at, file)| (file.path.clone(), edit(at, &file.bytes, random)));
    Files::new(edited.collect::<Vec<_>>())
}

#[test]
fn damaged_files_never_panic() {
    let long = std::env::var_os("COMITY_LONG").is_some();
    let rounds = if long { 200_000 } else { 1_000 };
    let seeds = seeds();
    assert!(seeds.iter().filter(|files| read(files).is_ok()).count() >= 7);
    let mut random = SplitMix::new(20);
    for round in 0..rounds {
        let files = mutated(&seeds[round % seeds.len()], &mut random);
        if let Err(refusal) = read(&files) {
            assert!(!refusal.faults.is_empty());
        }
    }
}
