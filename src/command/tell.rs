//! Prints the result of a publish.

use std::time::Duration;

use feuillet_publish::options::Published;

use super::print;

/// Prints findings.
pub(super) fn findings(published: &Published) {
    let documents = published.posts + published.pages + published.hidden.len();
    print::findings(&published.findings, documents, "; everything readable was published");
}

/// Prints findings, hidden documents, notes, and a summary with the time taken.
pub(super) fn tell(published: &Published, time: Duration) {
    findings(published);
    for hidden in &published.hidden {
        print::say(&format!("Not published: {hidden}"));
    }
    for note in &published.notes {
        print::say(note);
    }
    print::say(&published.summary(time));
}
