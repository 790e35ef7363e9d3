//! The answer as JSON follows its published schema: keys, types and required parts.

use crate::program::{root, shell};
use serde_json::Value;

/// What is wrong with `value`, by the keywords the schema of the answer uses.
fn faults(schema: &Value, root: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = &root["$defs"][name.trim_start_matches("#/$defs/")];
        assert!(target.is_object(), "the schema lacks {name}");
        faults(target, root, value, path, found);
    }
    let is = |word: &str| match word {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the schema has a type {other}"),
    };
    let fits = match &schema["type"] {
        Value::String(word) => is(word),
        Value::Array(words) => words.iter().any(|word| is(word.as_str().unwrap())),
        _ => true,
    };
    let listed = schema["enum"].as_array().is_none_or(|list| list.contains(value));
    if !fits || !listed || (!schema["const"].is_null() && schema["const"] != *value) {
        found.push(format!("{path}: {value} does not fit"));
    }
    for key in schema["required"].as_array().into_iter().flatten().map(|key| key.as_str().unwrap()) {
        if value.as_object().is_some_and(|object| !object.contains_key(key)) {
            found.push(format!("{path}: {key} is missing"));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => found.push(format!("{path}: {key} is not in the schema")),
            (Value::Null, other) if other.is_object() => {
                faults(other, root, inner, &format!("{path}.{key}"), found)
            }
            (Value::Null, _) => {}
            (known, _) => faults(known, root, inner, &format!("{path}.{key}"), found),
        }
    }
    for (at, item) in
        value.as_array().into_iter().flatten().enumerate().filter(|_| schema["items"].is_object())
    {
        faults(&schema["items"], root, item, &format!("{path}[{at}]"), found);
    }
}

#[test]
fn every_answer_follows_the_schema() {
    let schema: Value =
        serde_json::from_slice(&std::fs::read(root().join("schema/answer.schema.json")).unwrap()).unwrap();
    for case in [
        "lake-vara",
        "lake-vara-stalled",
        "nash-1950",
        "geneva",
        "lake-vara --certify --samples 5",
        "lake-vara --audience delta",
        "lake-vara --audience council",
        "lake-vara --points 2",
    ] {
        let output = shell(&format!("comity analyse cases/{case} --format json"), &root());
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut found = Vec::new();
        faults(&schema, &schema, &answer, case, &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }
}
