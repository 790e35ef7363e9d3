//! The output keeps to its published schema. The validator knows the words of JSON Schema the schema uses, no more.

use crate::evaluate::reader::output;
use serde_json::Value;
use std::path::Path;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/reading.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Every way in which a value breaks a schema, each with its place.
fn faults(value: &Value, schema: &Value, root: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        return faults(value, target, root, place);
    }
    let mut found = Vec::new();
    let mut fault = |what: String| found.push(format!("{place}: {what}"));
    let choices = schema.get("anyOf").and_then(Value::as_array);
    if choices.is_some_and(|all| all.iter().all(|choice| !faults(value, choice, root, place).is_empty())) {
        fault(format!("{value} fits no choice"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        fault(format!("{value} is not the constant"));
    }
    if schema.get("enum").and_then(Value::as_array).is_some_and(|all| !all.contains(value)) {
        fault(format!("{value} is not in the list"));
    }
    if schema.get("type").and_then(Value::as_str).is_some_and(|kind| !is(value, kind)) {
        fault(format!("{value} is no {}", schema["type"]));
    }
    if let Some(number) = value.as_f64() {
        let beyond = |key: &str, over: fn(f64, f64) -> bool| {
            schema.get(key).and_then(Value::as_f64).is_some_and(|l| over(number, l))
        };
        if beyond("minimum", |n, l| n < l) || beyond("maximum", |n, l| n > l) {
            fault(format!("{number} is out of bounds"));
        }
    }
    let length = value.as_array().map_or(0, Vec::len) as u64;
    let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
    if value.is_array()
        && (bound("minItems").is_some_and(|l| length < l) || bound("maxItems").is_some_and(|l| length > l))
    {
        fault(format!("{length} items"));
    }
    found.extend(inner(value, schema, root, place));
    found
}

/// The faults of members and items.
fn inner(value: &Value, schema: &Value, root: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let (Some(fields), Some(known)) =
        (value.as_object(), schema.get("properties").and_then(Value::as_object))
    {
        for required in
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if !fields.contains_key(required) {
                found.push(format!("{place}: no {required}"));
            }
        }
        for (key, field) in fields {
            match known.get(key) {
                Some(schema) => found.extend(faults(field, schema, root, &format!("{place}/{key}"))),
                None => found.push(format!("{place}: unknown member {key}")),
            }
        }
    }
    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
        let schema = schema.get("prefixItems").and_then(|p| p.get(i)).or_else(|| schema.get("items"));
        found.extend(schema.into_iter().flat_map(|s| faults(item, s, root, &format!("{place}/{i}"))));
    }
    found
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the schema uses a type this test does not know: {other}"),
    }
}

#[test]
fn every_reading_keeps_to_the_schema() {
    let schema = schema();
    for annotated in crate::evaluation::annotated() {
        let reading: Value = serde_json::from_str(&output(&annotated.handed()).unwrap()).unwrap();
        let faults = faults(&reading, &schema, &schema, "");
        assert!(faults.is_empty(), "{}: {:#?}", annotated.file, &faults[..faults.len().min(5)]);
    }
}

#[test]
fn the_validator_sees_faults() {
    let schema = schema();
    for broken in [r#"{"format":"comity-read/2"}"#, r"[]", r#"{"format":"comity-read/1","more":1}"#] {
        let value: Value = serde_json::from_str(broken).unwrap();
        assert!(!faults(&value, &schema, &schema, "").is_empty(), "{broken}");
    }
}
