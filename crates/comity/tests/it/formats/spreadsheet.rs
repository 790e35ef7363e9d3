//! Spreadsheets: the same table as .csv, .xlsx and .ods gives the same case; faults name the cell.

use std::io::{Cursor, Write};

use comity::format::spreadsheet::read;
use comity::format::{Files, Format, detect};
use comity::{Case, PartialPackage, Ratio, Reservation, Scale};

use super::{one, said};

/// Rows of cells.
type Rows = Vec<Vec<String>>;

fn table() -> Rows {
    let rows = [
        "Issue,Option,Upland,Delta",
        "Title,The lower dam,,",
        "Dam height,unit,m,",
        ",weight,30,10",
        ",45,1,0.8",
        ",60,0.4,never",
        ",current draft,60,",
        ",,,",
        "Season,May,5,",
        ",June,2.5,",
        ",red line,,june; May",
        ",current draft,open,",
        "Reservation,,20,8",
    ];
    rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect()
}

fn csv(rows: &Rows, delimiter: &str) -> Files {
    let text: Vec<String> = rows.iter().map(|row| row.join(delimiter)).collect();
    one("talks.csv", text.join("\r\n"))
}

/// Packs parts as the spreadsheet programs do.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(super) fn xlsx(sheet: String) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!("<Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let relations =
        |inside: String| format!("{head}<Relationships xmlns=\"{package}\">{inside}</Relationships>");
    let book = format!(
        "{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
         <sheet name=\"Talks\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    packed(&[
        ("_rels/.rels", relations(relation("officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations(relation("worksheet", "worksheets/sheet1.xml"))),
        (
            "xl/worksheets/sheet1.xml",
            format!("{head}<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ])
}

fn xlsx_rows(rows: &Rows) -> String {
    let cell = |text: &String| match text.parse::<f64>() {
        Ok(number) => format!("<c><v>{number}</v></c>"),
        Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |row: &Vec<String>| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    rows.iter().map(row).collect()
}

pub(super) fn ods(inside: &str) -> Vec<u8> {
    let names = ["office", "table", "text"];
    let spaces: String = names
        .iter()
        .map(|n| format!(" xmlns:{n}=\"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0\""))
        .collect();
    let content = format!(
        "<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name=\"Talks\">\
         {inside}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest =
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", manifest.to_owned()),
        ("content.xml", content),
    ])
}

fn ods_rows(rows: &Rows) -> String {
    let cell = |text: &String| match text.parse::<f64>() {
        _ if text.is_empty() => "<table:table-cell/>".to_owned(),
        Ok(number) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{text}</text:p></table:table-cell>"
        ),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        ),
    };
    let row = |row: &Vec<String>| {
        format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
    };
    rows.iter().map(row).collect()
}

fn check(case: &Case) {
    assert_eq!(case.title, "The lower dam");
    let names: Vec<&str> = case.parties.iter().map(|party| party.name.as_str()).collect();
    assert_eq!(names, ["Upland", "Delta"]);
    assert_eq!(case.issues[0].scale, Scale::Ordered { unit: Some("m".into()) });
    assert_eq!(case.issues[0].options[1].name, "60 m");
    assert_eq!(case.issues[1].scale, Scale::Unordered);
    let whole = |n| Ratio::new(n, 1).unwrap();
    let [upland, delta] = case.mandates.as_slice() else { panic!() };
    assert_eq!(upland.scores[0].points, [whole(30), whole(12)]);
    assert_eq!(upland.scores[1].points, [whole(5), Ratio::new(5, 2).unwrap()]);
    assert_eq!(delta.scores.len(), 1, "a blank column counts nothing");
    assert_eq!(delta.scores[0].points, [whole(8), whole(0)]);
    let never: Vec<_> =
        delta.red_lines.iter().map(|line| (line.never.issue.0, line.never.options.clone())).collect();
    assert_eq!(never, [(0, vec![1]), (1, vec![0, 1])]);
    assert_eq!(upland.reservation, Some(Reservation::Value(whole(20))));
    assert_eq!(case.drafts[0].package, PartialPackage(vec![Some(1), None]));
}

#[test]
fn the_same_table_in_every_form() {
    let semicolons =
        table().iter().map(|row| row.iter().map(|c| c.replace("june; May", "June")).collect()).collect();
    let two = |rows: &Rows| [csv(rows, ","), csv(rows, "\t")];
    for files in two(&table()) {
        check(&read(&files).unwrap());
    }
    assert!(read(&csv(&semicolons, ";")).is_ok());
    for (name, bytes) in [("talks.xlsx", xlsx(xlsx_rows(&table()))), ("talks.ods", ods(&ods_rows(&table())))]
    {
        let files = one(name, bytes);
        assert_eq!(detect(&files), Some(Format::Spreadsheet));
        check(&read(&files).unwrap_or_else(|refusal| panic!("{name}: {refusal}")));
    }
}

#[test]
fn a_decimal_comma_counts() {
    let case = read(&one("x.csv", "Issue;Option;A\nOne;a;0,5\n;b;1\n")).unwrap();
    assert_eq!(case.mandates[0].scores[0].points[0], Ratio::new(1, 2).unwrap());
}

#[test]
fn faults_name_the_cell_and_what_is_allowed() {
    let text =
        "Issue,Option,A,B\nOne,high,1,2\n,b,x,\n,red line,,c\n,current draft,hihg,\nTwo,a,1,1\nOne,c,1,1\n";
    let refusal = read(&one("t.csv", text)).unwrap_err();
    assert_eq!(
        said(&refusal),
        ["t.csv:7:1: A7: the rows of `One` do not stand together (move them below each other)"]
    );
    let refusal = read(&one("t.csv", text.trim_end_matches("One,c,1,1\n"))).unwrap_err();
    let expected = [
        "t.csv:3:3: C3: `x` is not a number (write digits, such as 12 or 0.5)",
        "t.csv:3:4: D3: no score for `b` of `One` (write a number, 0 if the party does not want it, or `never`)",
        "t.csv:4:4: D4: `One` has no option `c` (write the option as in the second column)",
        "t.csv:5:3: C5: `One` has no option `hihg` (did you mean `high`?)",
    ];
    let faults = said(&refusal);
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (fault, start) in faults.iter().zip(expected) {
        assert!(fault.starts_with(start), "{fault}");
    }
    for (text, start) in [
        ("Frage,Option\n", "t.csv: no row begins with `Issue`"),
        ("Issue,Option\nOne,a\n", "t.csv:1:3: no party"),
        ("Issue,Option,A,A\nOne,a,1,1\n", "t.csv:1:4: D1: the party `A` has two columns"),
        ("Issue,Option,A\nOne,a,1,9\n", "t.csv:2:4: D2: a value in no party's column"),
        ("Issue,Option,A\nOne,a,1\n,A,1\n", "t.csv:3:2: B3: the option `A` is listed twice"),
    ] {
        let faults = said(&read(&one("t.csv", text)).unwrap_err());
        assert!(faults[0].starts_with(start), "{faults:?}");
    }
}
