//! The lists of entries of a reading, one function per kind.

use super::{Writer, write_range};
use crate::reading::{
    Collective, Delegation, Holder, Meeting, Person, Proposal, Reading, Relation, StanceChange, Statement,
};

impl Reading<'_> {
    pub(super) fn write_entries(&self, json: &mut Writer) {
        self.write_party_list(json);
        json.list_at("people", |j| {
            self.people.iter().for_each(|p| j.object(|j| self.write_person(j, p)));
        });
        json.list_at("sources", |j| {
            self.sources.iter().for_each(|s| j.object(|j| self.write_source(j, s)));
        });
        json.list_at("delegations", |j| {
            self.delegations.iter().for_each(|d| j.object(|j| self.write_delegation(j, d)));
        });
        json.list_at("statements", |j| {
            self.statements.iter().for_each(|s| j.object(|j| self.write_statement(j, s)));
        });
        json.list_at("stance_changes", |j| {
            self.stance_changes.iter().for_each(|c| j.object(|j| self.write_change(j, c)));
        });
        json.list_at("meetings", |j| {
            self.meetings.iter().for_each(|m| j.object(|j| self.write_meeting(j, m)));
        });
        json.list_at("proposals", |j| {
            self.proposals.iter().for_each(|p| j.object(|j| self.write_proposal(j, p)));
        });
        self.write_approvals(json);
        json.list_at("relations", |j| {
            self.relations.iter().for_each(|r| j.object(|j| self.write_relation(j, r)));
        });
        self.write_dates(json);
    }

    fn write_party_list(&self, json: &mut Writer) {
        json.list_at("parties", |json| {
            for party in &self.parties {
                json.object(|json| {
                    json.text_at("name", &party.name);
                    json.text_at("kind", party.kind.name());
                    self.write_spans(json, "mentions", &party.mentions);
                });
            }
        });
    }

    fn write_person(&self, json: &mut Writer, person: &Person) {
        json.text_at("name", &person.name);
        json.maybe_at("office", person.office.as_ref().map(|o| o.text.as_str()));
        self.write_span(json, "office_span", person.office.as_ref().map(|o| o.span));
        json.maybe_at("party", person.party.map(|p| self.party_name(p)));
        json.list_at("mentions", |json| {
            for mention in &person.mentions {
                json.object(|json| {
                    self.fill_span(json, mention.span);
                    json.text_at("kind", mention.kind.name());
                });
            }
        });
        self.write_evidence(json, &person.evidence);
    }

    fn write_source(&self, json: &mut Writer, source: &Collective) {
        json.text_at("name", &source.text);
        json.text_at("kind", source.kind.name());
        json.maybe_at("party", source.party.map(|p| self.party_name(p)));
        self.write_evidence(json, &source.evidence);
    }

    fn write_delegation(&self, json: &mut Writer, delegation: &Delegation) {
        json.text_at("party", self.party_name(delegation.party));
        json.maybe_at("head", delegation.head.map(|h| self.name_of(Holder::Person(h))));
        json.raw_at("head_inferred", delegation.head_inferred);
        self.write_names(json, "members", &delegation.members);
        self.write_names(json, "inferred", &delegation.inferred);
        json.raw_at("open_list", delegation.open);
        self.write_evidence(json, &delegation.evidence);
    }

    fn write_statement(&self, json: &mut Writer, statement: &Statement) {
        json.text_at("kind", statement.kind.name());
        self.write_holder(json, "speaker", statement.speaker);
        match statement.speaker_span {
            Some(span) => write_range(json, "speaker_range", span),
            None => json.raw_at("speaker_range", "null"),
        }
        json.maybe_at("speaker_text", statement.speaker_span.map(|span| self.slice(span)).as_deref());
        self.write_span(json, "cue", statement.cue);
        self.write_when(json, "when", statement.when);
        self.write_span(json, "where", statement.place);
        self.write_span(json, "addressee", statement.addressee);
        self.write_span(json, "question", statement.question);
        self.write_span(json, "about", statement.about);
        json.object_at("stance", |json| {
            json.text_at("label", statement.stance.label.name());
            self.write_span(json, "target", statement.stance.target);
        });
        self.write_spans(json, "earlier_parts", &statement.earlier_parts);
        self.write_evidence(json, &statement.evidence);
    }

    fn write_change(&self, json: &mut Writer, change: &StanceChange) {
        self.write_holder(json, "speaker", Some(change.speaker));
        json.text_at("from", change.from.name());
        json.text_at("to", change.to.name());
        self.write_when(json, "from_date", change.from_when);
        self.write_when(json, "to_date", change.to_when);
        self.write_evidence(json, &change.evidence);
    }

    fn write_meeting(&self, json: &mut Writer, meeting: &Meeting) {
        json.list_at("participants", |json| {
            meeting.participants.iter().for_each(|&h| json.text(self.name_of(h)));
        });
        self.write_parties(json, "parties", &meeting.parties);
        self.write_when(json, "when", meeting.when);
        self.write_span(json, "where", meeting.place);
        json.maybe_at("level", meeting.level.map(|l| l.name()));
        match meeting.formal {
            Some(formal) => json.raw_at("formal", formal),
            None => json.raw_at("formal", "null"),
        }
        json.raw_at("planned", meeting.planned);
        self.write_span(json, "result", meeting.result);
        self.write_spans(json, "other_mentions", &meeting.others);
        self.write_evidence(json, &meeting.evidence);
    }

    fn write_proposal(&self, json: &mut Writer, proposal: &Proposal) {
        self.write_holder(json, "author", proposal.author);
        self.write_holder(json, "presented_to", proposal.presented_to);
        self.write_span(json, "presented_to_span", proposal.presented_to_span);
        self.write_when(json, "when", proposal.when);
        self.write_spans(json, "aliases", &proposal.aliases);
        self.write_spans(json, "changes", &proposal.changes);
        self.write_spans(json, "criticism", &proposal.criticism);
        match proposal.is_final {
            Some(is_final) => json.raw_at("final", is_final),
            None => json.raw_at("final", "null"),
        }
        self.write_evidence(json, &proposal.evidence);
    }

    fn write_approvals(&self, json: &mut Writer) {
        json.list_at("approvals", |json| {
            for approval in &self.approvals {
                json.object(|json| {
                    self.write_holder(json, "approver", Some(approval.approver));
                    self.write_span(json, "approver_span", Some(approval.approver_span));
                    self.write_span(json, "object", approval.object);
                    self.write_holder(json, "according_to", approval.according_to);
                    self.write_span(json, "modal", Some(approval.modal));
                    self.write_evidence(json, &approval.evidence);
                });
            }
        });
    }

    fn write_relation(&self, json: &mut Writer, relation: &Relation) {
        json.text_at("kind", relation.kind.name());
        json.text_at("polarity", relation.kind.polarity().name());
        json.text_at("from", self.party_name(relation.from));
        json.text_at("to", self.party_name(relation.to));
        self.write_evidence(json, &relation.evidence);
    }

    fn write_dates(&self, json: &mut Writer) {
        json.list_at("dates", |json| {
            for date in &self.dates {
                json.object(|json| {
                    json.maybe_at("value", date.value.map(|v| v.to_string()).as_deref());
                    self.write_evidence(json, &date.evidence);
                });
            }
        });
    }
}
