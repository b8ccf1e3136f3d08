//! Documents that visitors do not get, and which of them are published for their author.

use std::collections::HashMap;

use feuillet_content::base_path::BasePath;
use feuillet_content::date::Date;

use super::calendar::Calendar;
use super::document::Reading;
use super::{Entry, Library};
use crate::options::{HiddenKind, Include, Preview};

/// Judge of the documents that visitors do not get.
pub(super) struct Gate {
    /// None where the clock tells no time.
    calendar: Option<Calendar>,
    include: Include,
    /// Whether visitors get what is still to come.
    publishes_future: bool,
}

/// Judgment of a document.
pub(super) struct Passing {
    /// Why it is not published.
    pub(super) hidden: Option<(HiddenKind, String)>,
    /// Why it is published for its author only.
    pub(super) preview: Option<(HiddenKind, String)>,
}

impl Gate {
    /// `publishes_future` is what the settings say.
    pub(super) fn new(today: Option<Date>, include: Include, publishes_future: bool) -> Self {
        Self {
            calendar: Calendar::new(today),
            include,
            publishes_future,
        }
    }

    pub(super) fn passing(&self, reading: &Reading) -> Passing {
        let mut kinds = kinds(reading, self.calendar);
        if self.publishes_future {
            kinds.retain(|(kind, _)| !matches!(kind, HiddenKind::Coming(_)));
        }
        let hidden = kinds.iter().find(|(kind, _)| !self.include.has(*kind)).cloned();
        let preview = kinds.into_iter().next().filter(|_| hidden.is_none());
        Passing { hidden, preview }
    }
}

/// Whether findings about the text of a document are told: of the text of a draft only its author wants to know, who
/// then looks at it.
pub(super) fn is_read(hidden: Option<&(HiddenKind, String)>) -> bool {
    hidden.is_none_or(|(kind, _)| !matches!(kind, HiddenKind::Draft | HiddenKind::NoPage))
}

/// Why visitors do not get a document, each with the rule: what its author says comes first.
fn kinds(reading: &Reading, calendar: Option<Calendar>) -> Vec<(HiddenKind, String)> {
    let said = reading.hidden.as_ref().map(|hiding| {
        let kind = if hiding.is_draft {
            HiddenKind::Draft
        } else {
            HiddenKind::NoPage
        };
        (kind, hiding.rule.clone())
    });
    let by_day = calendar.and_then(|calendar| calendar.hides(reading));
    said.into_iter()
        .chain(by_day.map(|kind| (kind, rule_of_day(kind))))
        .collect()
}

/// `scheduled for 2027-05-03`, with the time that the author wrote.
fn rule_of_day(kind: HiddenKind) -> String {
    match kind {
        HiddenKind::Coming(moment) => format!("scheduled for {}", moment.as_written()),
        HiddenKind::Expired(moment) => format!("expired on {}", moment.as_written()),
        HiddenKind::Draft | HiddenKind::NoPage => String::new(),
    }
}

impl Library {
    /// Documents that visitors would not get, by file.
    pub(crate) fn previews(&self, base: &BasePath) -> Vec<Preview> {
        let by_file: HashMap<&str, &Entry> = if self.previews.is_empty() {
            HashMap::new()
        } else {
            self.entries()
                .map(|entry| (entry.source.file.as_str(), entry))
                .collect()
        };
        let previews = self.previews.iter().filter_map(|preview| {
            let entry = by_file.get(preview.file.as_str())?;
            Some(Preview {
                file: preview.file.clone(),
                address: base.join(entry.route().path().trim_start_matches('/')),
                kind: preview.kind,
                rule: preview.rule.clone(),
                label: preview.label.clone(),
            })
        });
        let mut previews: Vec<Preview> = previews.collect();
        previews.sort_by(|first, second| first.file.as_str().cmp(second.file.as_str()));
        previews
    }
}
