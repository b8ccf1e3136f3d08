//! Tells what a publish found and did.

use std::time::Duration;

use feuillet_publish::options::Published;

use super::print;

/// Says what a publish found and did, and how long it took.
pub(super) fn tell(published: &Published, time: Duration) {
    let documents = published.posts + published.pages + published.hidden.len();
    print::findings(
        &published.findings,
        documents,
        "; everything that could be read was published",
    );
    for hidden in &published.hidden {
        print::say(&format!("Left out {hidden}"));
    }
    for note in &published.notes {
        print::say(note);
    }
    print::say(&published.summary(time));
}
