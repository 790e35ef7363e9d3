//! Bringing a finished reading's places and numbers to their final form.

use crate::reading::{Evidence, Holder, Reading, Span, When};

impl Reading<'_> {
    /// Every place of the reading, once.
    pub(crate) fn for_each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        self.people_spans(change);
        self.statement_spans(change);
        self.event_spans(change);
    }

    fn people_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        for party in &mut self.parties {
            party.mentions.iter_mut().for_each(&mut *change);
        }
        for person in &mut self.people {
            person.mentions.iter_mut().for_each(|mention| change(&mut mention.span));
            if let Some(office) = &mut person.office {
                change(&mut office.span);
            }
            evidence(&mut person.evidence, change);
        }
        for source in &mut self.sources {
            evidence(&mut source.evidence, change);
        }
        for delegation in &mut self.delegations {
            evidence(&mut delegation.evidence, change);
        }
        for relation in &mut self.relations {
            evidence(&mut relation.evidence, change);
        }
        for date in &mut self.dates {
            evidence(&mut date.evidence, change);
        }
    }

    fn statement_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        for statement in &mut self.statements {
            let places = [
                &mut statement.speaker_span,
                &mut statement.cue,
                &mut statement.place,
                &mut statement.addressee,
                &mut statement.question,
                &mut statement.about,
                &mut statement.stance.target,
            ];
            places.into_iter().flatten().for_each(&mut *change);
            statement.earlier_parts.iter_mut().for_each(&mut *change);
            when(&mut statement.when, change);
            evidence(&mut statement.evidence, change);
        }
        for stance_change in &mut self.stance_changes {
            when(&mut stance_change.from_when, change);
            when(&mut stance_change.to_when, change);
            evidence(&mut stance_change.evidence, change);
        }
    }

    fn event_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        for meeting in &mut self.meetings {
            meeting.place.iter_mut().chain(meeting.result.iter_mut()).for_each(&mut *change);
            meeting.others.iter_mut().for_each(&mut *change);
            when(&mut meeting.when, change);
            evidence(&mut meeting.evidence, change);
        }
        for proposal in &mut self.proposals {
            proposal.presented_to_span.iter_mut().for_each(&mut *change);
            let lists = [&mut proposal.aliases, &mut proposal.changes, &mut proposal.criticism];
            lists.into_iter().flatten().for_each(&mut *change);
            when(&mut proposal.when, change);
            evidence(&mut proposal.evidence, change);
        }
        for approval in &mut self.approvals {
            change(&mut approval.approver_span);
            change(&mut approval.modal);
            approval.object.iter_mut().for_each(&mut *change);
            evidence(&mut approval.evidence, change);
        }
    }

    /// Gives people their final numbers.
    pub(crate) fn renumber_people(&mut self, places: &[u32]) {
        let to = |person: u32| places.get(person as usize).copied().unwrap_or(u32::MAX);
        let holder = |holder: &mut Holder| {
            if let Holder::Person(person) = holder {
                *person = to(*person);
            }
        };
        self.statements.iter_mut().filter_map(|s| s.speaker.as_mut()).for_each(holder);
        self.stance_changes.iter_mut().for_each(|c| holder(&mut c.speaker));
        self.meetings.iter_mut().flat_map(|m| m.participants.iter_mut()).for_each(holder);
        self.proposals
            .iter_mut()
            .flat_map(|p| [p.author.as_mut(), p.presented_to.as_mut()])
            .flatten()
            .for_each(holder);
        for approval in &mut self.approvals {
            holder(&mut approval.approver);
            approval.according_to.iter_mut().for_each(holder);
        }
        for delegation in &mut self.delegations {
            delegation.head = delegation.head.map(to);
            delegation
                .members
                .iter_mut()
                .chain(delegation.inferred.iter_mut())
                .for_each(|person| *person = to(*person));
        }
    }
}

fn evidence(evidence: &mut Evidence, change: &mut dyn FnMut(&mut Span)) {
    change(&mut evidence.span);
}

fn when(when: &mut Option<When>, change: &mut dyn FnMut(&mut Span)) {
    if let Some(when) = when {
        change(&mut when.span);
    }
}
