//! The golden figures of a scenario, and the few of them that are known to be wrong.

use std::path::Path;

use serde_json::Value;

/// One golden file and the variant of its figures that Comity's definitions match.
pub(super) struct Golden {
    pub(super) name: String,
    whole: Value,
    variant: &'static str,
}

/// Rational counts that floating point got wrong: packages that stand exactly at a reservation value.
const RATIONAL: [(&str, u64); 3] = [("FlightBookingA", 20), ("SupermarketA", 23_548), ("Wholesaler", 4_906)];

impl Golden {
    pub(super) fn open(shared: &Path, name: &str) -> Self {
        let bytes = std::fs::read(shared.join(format!("scenarios/golden/{name}.json"))).unwrap();
        let whole: Value = serde_json::from_slice(&bytes).unwrap();
        let variant = if whole["variants"].get("genius").is_some() { "genius" } else { "raw" };
        Self { name: name.to_owned(), whole, variant }
    }

    /// Hyper-rectangles: only the samples are golden.
    pub(super) fn only_samples(&self) -> bool {
        self.whole["ufun_types"][0] == "HyperRectangleUtilityFunction"
    }

    /// As a decimal string: 10^50 is among them.
    pub(super) fn outcomes(&self) -> String {
        let stated = self.whole.get("outcome_count_discretized").unwrap_or(&self.whole["outcome_count"]);
        stated.to_string()
    }

    pub(super) fn parties(&self) -> Vec<String> {
        let names = self.whole["parties"].as_array().unwrap();
        names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    }

    /// Issue names with their numbers of values, the invented first issue left out.
    pub(super) fn issues(&self) -> Vec<(String, u64)> {
        let issues = self.whole["issues"].as_array().unwrap()[self.invented()..].iter();
        issues
            .map(|i| (i["name"].as_str().unwrap().to_owned(), i["cardinality"].as_u64().unwrap_or(11)))
            .collect()
    }

    fn invented(&self) -> usize {
        usize::from(self.whole["issues"][0]["name"] == "DUMMY_ISSUE")
    }

    /// Sample packages by their values as text, with every party's utility.
    pub(super) fn samples(&self) -> Vec<(Vec<String>, Vec<f64>)> {
        let key = if self.whole["sample"][0].get("genius").is_some() { "genius" } else { self.variant };
        let samples = self.whole["sample"].as_array().unwrap().iter();
        samples.map(|sample| (self.package(&sample["outcome"]), floats(&sample[key]))).collect()
    }

    fn package(&self, outcome: &Value) -> Vec<String> {
        outcome.as_array().unwrap()[self.invented()..].iter().map(text).collect()
    }

    fn figures(&self) -> &Value {
        &self.whole["variants"][self.variant]
    }

    pub(super) fn rational(&self) -> Option<u64> {
        let corrected = RATIONAL.iter().find(|(name, _)| *name == self.name);
        corrected.map(|(_, count)| *count).or_else(|| self.figures()["n_individually_rational"].as_u64())
    }

    /// Size and hash of the frontier, computed at 1e-9.
    pub(super) fn frontier(&self) -> (u64, String) {
        let figures = self.figures();
        let size = figures["pareto_size_rounded_1e-9"].as_u64().unwrap();
        (size, figures["pareto_rounded_sha256"].as_str().unwrap().to_owned())
    }

    /// Utilities of a solution's points, and how many there are.
    pub(super) fn solution(&self, name: &str) -> (u64, Vec<Vec<f64>>) {
        let solution = &self.figures()[name];
        let points = solution["points"].as_array().unwrap().iter().map(|point| floats(&point["utils"]));
        (solution["n_ties"].as_u64().unwrap(), points.collect())
    }
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// A value as it is compared: numbers without a trailing `.0`.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => format!("{}", (number.as_f64().unwrap() * 1e9).round() / 1e9),
        other => panic!("{other}"),
    }
}
