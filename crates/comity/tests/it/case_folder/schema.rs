//! The published schemas: they know every key the reader knows, and every case in the repository is valid.
//!
//! The validator below knows the keywords the schemas use and no other; it refuses a schema with more.

use std::collections::BTreeMap;

use comity::format::case_folder::{keys, write};
use comity::format::{File, Files};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use super::round_trip;

fn schemas() -> BTreeMap<&'static str, Value> {
    let read = |name| {
        let path = super::root().join(format!("schema/{name}.schema.json"));
        (name, serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
    };
    ["case", "mandate", "record"].into_iter().map(read).collect()
}

/// Which schema a file of a case folder follows.
fn schema_of(path: &str) -> Option<&'static str> {
    let toml = path.ends_with(".toml");
    match path.split_once('/') {
        None if path == "case.toml" => Some("case"),
        Some(("mandates", _)) if toml => Some("mandate"),
        Some(("record", _)) if toml => Some("record"),
        _ => None,
    }
}

fn json_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Boolean(truth) => json!(truth),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Integer(number) => json!(i64::from_str_radix(number.as_str(), number.radix()).unwrap()),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().unwrap()),
        DeValue::Array(items) => items.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), json_of(value.get_ref()))).collect()
        }
    }
}

fn document(text: &str) -> Value {
    json_of(&DeValue::Table(DeTable::parse(text).unwrap().into_inner()))
}

/// What is wrong with `value` by `schema`, each with its path.
fn faults(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let schema = schema.as_object().unwrap();
    let mut found = Vec::new();
    for (keyword, rule) in schema {
        let fault = |what: String| format!("{path}: {what}");
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                found.extend(faults(root, &root["$defs"][name], value, path));
            }
            "type" => {
                let allowed: Vec<&str> = match rule {
                    Value::Array(types) => types.iter().map(|name| name.as_str().unwrap()).collect(),
                    one => vec![one.as_str().unwrap()],
                };
                if !allowed.iter().any(|name| is_of(value, name)) {
                    found.push(fault(format!("{value} is none of {allowed:?}")));
                }
            }
            "const" => found.extend((value != rule).then(|| fault(format!("{value} is not {rule}")))),
            "enum" => {
                let known = rule.as_array().unwrap().contains(value);
                found.extend((!known).then(|| fault(format!("{value} is none of {rule}"))));
            }
            "oneOf" | "anyOf" => {
                let fits = |inner: &&Value| faults(root, inner, value, path).is_empty();
                let count = rule.as_array().unwrap().iter().filter(fits).count();
                if count == 0 || (keyword == "oneOf" && count > 1) {
                    found.push(fault(format!("{value} fits {count} forms")));
                }
            }
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "minimum" => {
                let size = match value {
                    Value::String(text) => text.chars().count() as f64,
                    Value::Array(items) => items.len() as f64,
                    Value::Object(entries) => entries.len() as f64,
                    Value::Number(number) => number.as_f64().unwrap(),
                    _ => continue,
                };
                let bound = rule.as_f64().unwrap();
                let held = if keyword.starts_with("min") { size >= bound } else { size <= bound };
                found.extend((!held).then(|| fault(format!("{keyword} {rule}"))));
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, rule, item, &format!("{path}/{at}")));
                }
            }
            "required" => {
                let missing = |key: &&Value| value.get(key.as_str().unwrap()).is_none();
                let missing = rule.as_array().unwrap().iter().filter(missing);
                found.extend(missing.map(|key| fault(format!("needs {key}"))));
            }
            "properties" | "additionalProperties" => {
                found.extend(entries(root, schema, keyword, value, path));
            }
            other => panic!("the schemas use `{other}`, which this validator does not know"),
        }
    }
    found
}

fn entries(
    root: &Value,
    schema: &Map<String, Value>,
    keyword: &str,
    value: &Value,
    path: &str,
) -> Vec<String> {
    let known = schema.get("properties").and_then(Value::as_object);
    let mut found = Vec::new();
    for (key, inner) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        match (known.and_then(|known| known.get(key)), keyword, &schema[keyword]) {
            (Some(rule), "properties", _) => found.extend(faults(root, rule, inner, &path)),
            (None, "additionalProperties", Value::Bool(false)) => found.push(format!("{path}: unknown key")),
            (None, "additionalProperties", rule) => found.extend(faults(root, rule, inner, &path)),
            _ => {}
        }
    }
    found
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the schemas use the type `{other}`, which this validator does not know"),
    }
}

fn check(file: &File) -> Vec<String> {
    let schemas = schemas();
    let Some(name) = schema_of(&file.path) else { return Vec::new() };
    faults(&schemas[name], &schemas[name], &document(file.text().unwrap()), &file.path)
}

fn check_all(files: &Files) {
    let found: Vec<String> = files.iter().flat_map(check).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_case_of_the_repository_is_valid() {
    super::case_folders().iter().for_each(|(_, files)| check_all(files));
    check_all(&super::files_of(&super::root().join("crates/comity-cli/src/folder/starter")));
}

#[test]
fn whatever_is_written_is_valid() {
    (0..60).for_each(|seed| check_all(&write(&round_trip::rich(seed)).unwrap()));
}

#[test]
fn the_schemas_know_exactly_the_keys_the_reader_knows() {
    let schemas = schemas();
    let sorted = |keys: &[&str]| {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort();
        keys
    };
    let mut seen = 0;
    for kind in keys::ALL.iter().chain(keys::ALL_OF_RECORD) {
        let name = kind.name.split_once(' ').map_or(kind.name, |(_, name)| name).replace(' ', "-");
        let tables = schemas.iter().filter_map(|(file, schema)| match *file == name {
            true => Some(schema),
            false => schema["$defs"].get(&name).filter(|table| table["properties"].is_object()),
        });
        for table in tables {
            seen += 1;
            let properties: Vec<&str> =
                table["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(sorted(&properties), sorted(kind.keys), "{}", kind.name);
            let required = table["required"].as_array().cloned().unwrap_or_default();
            let required: Vec<&str> = required.iter().map(|key| key.as_str().unwrap()).collect();
            assert_eq!(sorted(&required), sorted(kind.required), "{}", kind.name);
            assert_eq!(table["additionalProperties"], json!(false), "{}", kind.name);
        }
    }
    assert!(seen >= keys::ALL.len() + keys::ALL_OF_RECORD.len(), "a table is in no schema");
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    for (path, text) in [
        ("case.toml", "titel = 'x'"),
        ("case.toml", "title = 'x'\n[party.a]\nrole = 'negotiator'"),
        ("case.toml", "title = 'x'\n[issue.a]\noptions = []"),
        ("case.toml", "title = 'x'\n[[linkage]]\nwhen = { a = { over = 3 } }"),
        ("mandates/a.toml", "party = 'a'\nreservation = { no_deal = 3 }"),
        ("mandates/a.toml", "party = 'a'\n[score]\na = { yes = true }"),
        ("record/a.toml", "[source.a]\nsha256 = 'abc'"),
    ] {
        let file = File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        assert!(!check(&file).is_empty(), "{text}");
    }
}
