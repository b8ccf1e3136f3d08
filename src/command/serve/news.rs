//! The state of the blog that open pages are told: which publish it is of, and what was found in it.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use feuillet_content::diagnostic::Severity;
use feuillet_publish::options::Published;
use feuillet_report::finding::{Faults, Finding};
use feuillet_report::tally::Tally;
use serde::Serialize;
use tokio::sync::watch::{Receiver, Sender};
use tokio::time::timeout;

use super::editor::Editor;
use crate::command::check_json::{Told, told};

/// Maximum number of findings of each severity that pages are told; the counts are of all.
const TOLD: usize = 50;

/// Longest time that a page waits for news. It then asks again, so that a connection which has died is noticed.
const PATIENCE: Duration = Duration::from_secs(25);

/// The news, of which there is always the latest.
pub(super) struct News {
    /// Identifier of this run of the server, since a page may outlive it.
    run: String,
    editor: Option<Editor>,
    latest: Sender<Arc<State>>,
}

/// A state of the blog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Number of the last publish that changed the published folder; 0 before the first.
    edition: u64,
    /// Number of the state.
    turn: u64,
    /// The base path, once it is known.
    pub(super) base: Option<String>,
    /// The news as JSON.
    pub(super) json: String,
    /// Addresses of documents that visitors do not get, each with a label, as JSON.
    pub(super) previews: String,
    /// The failure of the last publish as plain text.
    pub(super) failure: Option<String>,
}

#[derive(Serialize)]
struct Story<'a> {
    /// A page of another edition loads itself again.
    edition: &'a str,
    /// State to ask for the next one with.
    turn: &'a str,
    /// Why nothing was published, where no findings say it.
    failure: Option<&'a str>,
    /// Whether nothing was published, for these findings or for that failure.
    failed: bool,
    errors: usize,
    warnings: usize,
    findings: Vec<Linked<'a>>,
}

#[derive(Serialize)]
struct Linked<'a> {
    #[serde(flatten)]
    told: Told<'a>,
    /// Link that opens the place in an editor.
    edit: Option<String>,
}

impl News {
    #[expect(
        clippy::disallowed_methods,
        reason = "the time tells two runs of the server apart, and nothing of it is published"
    )]
    pub(super) fn new(editor: Option<Editor>) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            run: format!("{:x}", since.as_micros()),
            editor,
            latest: Sender::default(),
        }
    }

    /// Tells of a publish. `changed`: whether it changed a file.
    pub(super) fn published(&self, published: &Published, changed: bool) {
        let previews = published.previews.iter();
        let previews: Vec<_> = previews.map(|preview| (&preview.address, &preview.label)).collect();
        self.tell(|state| {
            state.base = Some(published.base.clone());
            state.edition += u64::from(changed || state.edition == 0);
            state.failure = None;
            // Of texts alone: it cannot fail.
            state.previews = serde_json::to_string(&previews).unwrap_or_default();
            self.json(state, false, &published.findings)
        });
    }

    /// Tells of a publish that failed as a whole.
    pub(super) fn failed(&self, error: &anyhow::Error) {
        self.tell(|state| {
            state.failure = Some(format!("{error:#}"));
            match error.downcast_ref::<Faults>() {
                Some(faults) => self.json(state, true, &faults.0),
                None => self.json(state, true, &[]),
            }
        });
    }

    fn tell(&self, change: impl FnOnce(&mut State) -> String) {
        self.latest.send_modify(|latest| {
            let mut state = State::clone(latest);
            state.turn += 1;
            state.json = change(&mut state);
            *latest = Arc::new(state);
        });
    }

    /// The latest state.
    pub(super) fn latest(&self) -> Arc<State> {
        self.latest.borrow().clone()
    }

    /// Waits for a state other than the one that was `seen`, but not longer than [`PATIENCE`].
    pub(super) async fn after(&self, seen: &str) -> Arc<State> {
        let mut states: Receiver<Arc<State>> = self.latest.subscribe();
        let is_news = |state: &Arc<State>| self.name(state.turn) != seen;
        let _ = timeout(PATIENCE, states.wait_for(is_news)).await;
        states.borrow().clone()
    }

    /// Name of the edition of a state.
    pub(super) fn edition(&self, state: &State) -> String {
        self.name(state.edition)
    }

    fn name(&self, number: u64) -> String {
        format!("{}.{number}", self.run)
    }

    /// `failed`: whether nothing was published.
    fn json(&self, state: &State, failed: bool, findings: &[Finding]) -> String {
        let tally = Tally::of(findings);
        let of = |severity: Severity| {
            let those = findings.iter();
            those
                .filter(move |finding| finding.diagnostic.severity == severity)
                .take(TOLD)
        };
        let linked = |finding| {
            let told = told(finding);
            let edit = self.editor.as_ref();
            let edit = edit.map(|editor| editor.link(told.file, told.line, told.column));
            Linked { told, edit }
        };
        let story = Story {
            edition: &self.edition(state),
            turn: &self.name(state.turn),
            failure: state.failure.as_deref().filter(|_| findings.is_empty()),
            failed,
            errors: tally.errors,
            warnings: tally.warnings,
            findings: of(Severity::Error).chain(of(Severity::Warning)).map(linked).collect(),
        };
        // Of text and numbers alone: it cannot fail.
        serde_json::to_string(&story).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;
    use feuillet_content::diagnostic::{Diagnostic, Rule};
    use feuillet_report::author_path::AuthorPath;
    use serde_json::Value;

    use super::*;

    fn finding(severe: bool, text: &str) -> Finding {
        let diagnostic = if severe {
            Diagnostic::error(Rule::Value, "`date` is not a date", "write it as YYYY-MM-DD")
        } else {
            Diagnostic::warning(Rule::Link, "broken link", "fix the link")
        };
        Finding::new(&AuthorPath::new("posts/a.md"), text, diagnostic.at(1, 7).spanning(5))
    }

    fn published(findings: Vec<Finding>) -> Published {
        Published {
            base: "/".to_owned(),
            findings,
            ..Published::default()
        }
    }

    fn story(news: &News) -> Value {
        serde_json::from_str(&news.latest().json).unwrap()
    }

    #[test]
    fn pages_learn_what_was_found_and_when_to_load_again() {
        let news = News::new(None);
        let before = news.edition(&news.latest());
        let found = vec![finding(true, "date: maybe"), finding(false, "[a](b.md)")];
        news.published(&published(found), true);
        let first = story(&news);
        assert_ne!(first["edition"], *before);
        assert_eq!((&first["errors"], &first["warnings"]), (&1.into(), &1.into()));
        assert_eq!(first["findings"][0]["source"], "date: maybe");
        assert_eq!(first["findings"][0]["column"], 7);
        assert_eq!(first["failed"], false);
        // Nothing was written: the page stays, its panel is told.
        news.published(&published(Vec::new()), false);
        let second = story(&news);
        assert_eq!(second["edition"], first["edition"]);
        assert_ne!(second["turn"], first["turn"]);
        assert_eq!(second["findings"], Value::Array(Vec::new()));
        // Nothing was published: the last good page stays.
        news.failed(&Faults(vec![finding(true, "x")]).into());
        let third = story(&news);
        assert_eq!((&third["edition"], &third["failed"]), (&first["edition"], &true.into()));
        assert_eq!((&third["failure"], &third["errors"]), (&Value::Null, &1.into()));
        news.failed(&anyhow!("the disk is full").context("cannot write"));
        assert_eq!(story(&news)["failure"], "cannot write: the disk is full");
        news.published(&published(Vec::new()), true);
        assert_ne!(story(&news)["edition"], first["edition"]);
        assert_eq!(story(&news)["failure"], Value::Null);
    }

    #[test]
    fn a_page_is_told_no_more_than_it_can_show() {
        let news = News::new(None);
        news.published(
            &published([vec![finding(false, "x"); 300], vec![finding(true, "x"); 70]].concat()),
            true,
        );
        let story = story(&news);
        assert_eq!((&story["errors"], &story["warnings"]), (&70.into(), &300.into()));
        let findings = story["findings"].as_array().unwrap();
        let severities = findings.iter().map(|finding| finding["severity"].as_str().unwrap());
        let severities: Vec<&str> = severities.collect();
        assert_eq!(severities, [vec!["error"; TOLD], vec!["warning"; TOLD]].concat());
    }

    #[test]
    fn who_has_seen_an_older_state_is_told_at_once() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(async {
            let news = Arc::new(News::new(None));
            assert_eq!(news.after("").await, news.latest());
            let seen = news.name(news.latest().turn);
            let waiting = news.clone();
            let told = tokio::spawn(async move { waiting.after(&seen).await });
            news.published(&published(Vec::new()), true);
            assert_eq!(told.await.unwrap(), news.latest());
        });
    }
}
