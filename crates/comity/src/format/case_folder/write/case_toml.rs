//! `case.toml` in its canonical form.

use super::super::read::parties::ROLES;
use super::names;
use super::toml::{self, Page};
use crate::format::range;
use crate::model::{
    ApprovalRule, Case, Delegation, Issue, IssueOption, Linkage, Literal, Member, PartyId, Role, Scale,
};

/// The text of `case.toml`.
pub(super) fn case_toml(case: &Case) -> String {
    let mut page = Page::default();
    page.put("title", toml::text(&case.title));
    if !case.notes.is_empty() {
        let notes: Vec<String> = case.notes.iter().map(|note| toml::text(&note.0)).collect();
        page.put("notes", toml::list(&notes));
    }
    everybody(case, &mut page);
    case.issues.iter().for_each(|one| issue(one, &mut page));
    case.linkages.iter().for_each(|one| linkage(case, one, &mut page));
    for named in &case.rules {
        page.table(&["rule", &named.id]);
        put_name(&named.id, &named.name, &mut page);
        rule(case, &named.rule).into_iter().for_each(|(key, value)| page.put(key, value));
    }
    for draft in &case.drafts {
        page.table(&["draft", &draft.id]);
        put_name(&draft.id, &draft.name, &mut page);
        page.table(&["draft", &draft.id, "package"]);
        let package = names::package(case, &draft.package);
        package.into_iter().for_each(|(issue, option)| page.put(&issue, option));
    }
    page.finish()
}

fn put_name(id: &str, name: &str, page: &mut Page) {
    page.put_text("name", (name != id).then_some(name));
}

fn everybody(case: &Case, page: &mut Page) {
    for party in &case.parties {
        page.table(&["party", &party.id]);
        put_name(&party.id, &party.name, page);
        let role = ROLES.iter().find(|(_, role)| *role == party.role).map(|(name, _)| *name);
        page.put_text("role", role.filter(|_| party.role != Role::Negotiating));
        page.put_text("about", party.about.as_deref());
    }
    for person in &case.people {
        page.table(&["person", &person.id]);
        put_name(&person.id, &person.name, page);
        page.put_text("office", person.office.as_deref());
        page.put_text("party", person.party.map(|party| names::party(case, party)));
    }
    case.delegations.iter().for_each(|one| delegation(case, one, page));
    for principal in &case.principals {
        page.table(&["principal", &principal.id]);
        put_name(&principal.id, &principal.name, page);
        page.put_text("party", Some(names::party(case, principal.party)));
        page.put_text("person", principal.person.map(|person| names::person(case, person)));
    }
}

/// Head, members, inferred; where their order is another, `members` lists everybody.
fn delegation(case: &Case, delegation: &Delegation, page: &mut Page) {
    page.table(&["delegation", names::party(case, delegation.party)]);
    let all = &delegation.members;
    let head = all.iter().find(|member| member.head).map(|member| member.person);
    let inferred: Vec<usize> =
        all.iter().filter(|member| member.inferred).map(|member| member.person).collect();
    let rank = |member: &Member| match (member.head, member.inferred) {
        (true, _) => 0,
        (_, false) => 1,
        (_, true) => 2,
    };
    let usual = all.iter().map(rank).is_sorted() && !all.iter().any(|member| member.head && member.inferred);
    let listed = all.iter().filter(|member| !usual || rank(member) == 1).map(|member| member.person);
    let ids = |people: Vec<usize>| -> Vec<String> {
        people.into_iter().map(|person| toml::text(names::person(case, person))).collect()
    };
    let listed = ids(listed.collect());
    page.put_text("head", head.map(|head| names::person(case, head)));
    if !listed.is_empty() {
        page.put("members", toml::list(&listed));
    }
    if !inferred.is_empty() {
        page.put("inferred", toml::list(&ids(inferred)));
    }
}

fn issue(issue: &Issue, page: &mut Page) {
    page.table(&["issue", &issue.id]);
    put_name(&issue.id, &issue.name, page);
    page.put_text("unit", issue.unit());
    let count = issue.options.len();
    let written = match &issue.scale {
        Scale::Unordered | Scale::Ordered { .. } => {
            let ordered = issue.scale != Scale::Unordered;
            let usual = issue.unit().is_some() || issue.options.iter().all(|option| option.value.is_some());
            if ordered != usual {
                page.put("ordered", ordered.to_string());
            }
            None
        }
        Scale::Integer { low, high, .. } => {
            page.put("whole", format!("[{low}, {high}]"));
            let steps = i128::try_from(count).unwrap_or(i128::MAX).saturating_sub(1).max(1);
            let step = i64::try_from((i128::from(*high) - i128::from(*low)) / steps).unwrap_or(1).max(1);
            if step != 1 {
                page.put("step", step.to_string());
            }
            range::whole(*low, step, count, issue.unit())
        }
        Scale::Real { low, high, .. } => {
            page.put("real", format!("[{}, {}]", toml::decimal(*low), toml::decimal(*high)));
            if count != Issue::REAL_POINTS {
                page.put("points", count.to_string());
            }
            range::real(*low, *high, count, issue.unit())
        }
    };
    if written.as_ref() != Some(&issue.options) {
        let options: Vec<String> = issue.options.iter().map(|one| option(one, issue.unit())).collect();
        page.put("options", toml::list(&options));
    }
    for (key, cost) in [("change_cost", issue.change_cost), ("filling_cost", issue.filling_cost)] {
        if let Some(cost) = cost {
            page.put(key, toml::decimal(cost));
        }
    }
}

fn option(option: &IssueOption, unit: Option<&str>) -> String {
    if names::is_usual(option, unit) {
        return option.id.clone();
    }
    let mut entries = vec![format!("id = {}", toml::text(&option.id))];
    match option.value {
        None if option.name == option.id => return toml::text(&option.id),
        None => entries.push(format!("name = {}", toml::text(&option.name))),
        Some(value) => {
            if option.name != option.id {
                entries.push(format!("name = {}", toml::text(&option.name)));
            }
            entries.push(format!("value = {}", toml::decimal(value)));
        }
    }
    toml::table(&entries)
}

fn linkage(case: &Case, linkage: &Linkage, page: &mut Page) {
    page.element("linkage");
    let mut pair = |first: &Literal, key: &str, second: &Literal| {
        page.put("when", names::condition(case, first));
        page.put(key, names::condition(case, second));
    };
    match linkage {
        Linkage::Excludes { first, second, .. } => pair(first, "excludes", second),
        Linkage::Requires { first, second, .. } => pair(first, "requires", second),
        Linkage::Forbidden { all_of, .. } => page.put("forbidden", names::conditions(case, all_of)),
    }
    page.put_text("because", linkage.because());
}

/// The keys of a rule.
fn rule(case: &Case, rule: &ApprovalRule) -> Vec<(&'static str, String)> {
    let party = |party: &PartyId| toml::text(names::party(case, *party));
    let element = |rule: &ApprovalRule| match rule {
        ApprovalRule::Party(id) => party(id),
        other => inline(case, other),
    };
    let all = |rules: &[ApprovalRule]| toml::list(&rules.iter().map(element).collect::<Vec<_>>());
    match rule {
        ApprovalRule::Party(id) => vec![("party", party(id))],
        ApprovalRule::All(rules) => vec![("all", all(rules))],
        ApprovalRule::AtLeast { k, of } => vec![("at_least", k.to_string()), ("of", all(of))],
        ApprovalRule::Weighted { quota, weights } => {
            let entry =
                |(id, weight): &(PartyId, u64)| format!("{} = {weight}", toml::key(names::party(case, *id)));
            let weights = toml::table(&weights.iter().map(entry).collect::<Vec<_>>());
            vec![("quota", quota.to_string()), ("weights", weights)]
        }
        ApprovalRule::Veto { holders, rule: inner } => {
            let mut keys = match **inner {
                ApprovalRule::Veto { .. } => vec![("rule", inline(case, inner))],
                _ => self::rule(case, inner),
            };
            keys.push(("veto", toml::list(&holders.iter().map(party).collect::<Vec<_>>())));
            keys
        }
    }
}

fn inline(case: &Case, one: &ApprovalRule) -> String {
    let entries: Vec<String> =
        rule(case, one).into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
    toml::table(&entries)
}
