//! What a visitor's browser keeps of the blog.

use super::Visitor;

impl Visitor {
    /// Waits until the service worker has stored what it stores without being asked.
    pub(crate) async fn until_kept(&self) {
        self.finds(
            &format!("{}.then(state => state.generations.length > 0)", self.state()),
            true,
        )
        .await;
    }

    /// Waits until the page at a path of the blog was stored as it was visited.
    pub(crate) async fn until_visit_is_kept(&self, path: &str) {
        let base = self.site.base();
        let address = self.path(path);
        let stored = format!("caches.open('feuillet {base} visited').then(store => store.match('{address}'))");
        self.finds(&format!("{stored}.then(answer => answer !== undefined)"), true)
            .await;
    }

    /// Waits until the active generation is the one that is published now.
    pub(crate) async fn until_current(&self) {
        let manifest = self.path("data/offline.json");
        let hash = format!(
            "fetch('{manifest}', {{ cache: 'no-store' }}).then(answer => answer.arrayBuffer())
                .then(bytes => crypto.subtle.digest('SHA-256', bytes))
                .then(hash => [...new Uint8Array(hash)].slice(0, 12).map(byte => byte.toString(16).padStart(2, '0')).join(''))"
        );
        let both = format!("Promise.all([{}, {hash}])", self.state());
        self.finds(
            &format!("{both}.then(([state, hash]) => state.generations[0] === hash)"),
            true,
        )
        .await;
    }

    /// The worker's state, as a promise in JavaScript.
    fn state(&self) -> String {
        let base = self.site.base();
        format!(
            "caches.open('feuillet {base}').then(store => store.match('{base}?stored=state'))
                .then(answer => answer ? answer.json() : {{ generations: [], saved: [] }})"
        )
    }
}
