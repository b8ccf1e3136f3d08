//! Offline storage of a blog as seen from a page: service worker and Cache Storage.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{PATIENCE, POLL, Visitor};

/// JavaScript helpers for expressions: the worker's state, its stored files by content hash, and the content hash of
/// bytes.
const TOOLS: &str = "
    const shard = async (key) => {
        const hash = key.split('?stored=')[1];
        return caches.open(hash === 'state' ? `feuillet ${base}` : `feuillet ${base} ${hash[0]}`);
    };
    const stores = async () => (await caches.keys()).filter((name) =>
        name === `feuillet ${base}` || (name.startsWith(`feuillet ${base} `) && name.length === base.length + 11));
    const files = async () => ({
        match: async (key) => (await shard(key)).match(key),
        put: async (key, response) => (await shard(key)).put(key, response),
        delete: async (key) => (await shard(key)).delete(key),
        keys: async () =>
            (await Promise.all((await stores()).map(async (name) => (await caches.open(name)).keys()))).flat(),
    });
    const read = async (hash) => (await (await files()).match(`${base}?stored=${hash}`));
    const state = async () => (await (await read('state'))?.json()) ?? null;
    const stored = async () => (await (await files()).keys()).map(({ url }) => url.split('?stored=')[1]).sort();
    const digest = async (bytes) =>
        [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 12)]
            .map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const active = async () => await (await read((await state()).generations[0])).json();
";

impl Visitor {
    /// Evaluates an expression with `await`, which may use the helpers above for the blog on the site.
    pub(crate) async fn resolves(&self, expression: &str) -> Value {
        self.resolve(expression)
            .await
            .unwrap_or_else(|error| panic!("`{expression}`: {error}"))
    }

    async fn resolve(&self, expression: &str) -> Result<Value, String> {
        let base = json!(self.site.base());
        let script = format!(
            "const done = arguments[0];
            const base = {base};
            {TOOLS}
            (async () => ({expression}))()
                .then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&script, Vec::new()).await;
        let mut answer = answer.map_err(|error| error.to_string())?;
        match answer.get("error") {
            Some(error) => Err(error.to_string()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until an expression with `await` has the expected value.
    pub(crate) async fn will_resolve(&self, expression: &str, expected: impl Into<Value>) {
        let expected = expected.into();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.resolve(expression).await;
            if answer.as_ref() == Ok(&expected) {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "`{expression}`\nshould come to {expected}\nand comes to    {answer:?}\non {}",
                self.context().await
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the worker is active and has stored the host's generation completely.
    pub(crate) async fn stores_the_blog(&self) {
        let hash = content_hash(self.site.published_text("data/offline.json").as_bytes());
        let expected = json!(["activated", hash, [], null]);
        self.will_resolve(
            "[
                (await navigator.serviceWorker.getRegistration(base))?.active?.state ?? null,
                (await state())?.generations[0] ?? null,
                await (async () => {
                    const present = await stored();
                    const files = Object.values((await active()).files).flat();
                    return files.filter(([, hash]) => !present.includes(hash)).map(([path]) => path);
                })(),
                (await state()).pending ?? null,
            ]",
            expected,
        )
        .await;
    }

    /// Waits until the page at a path of the blog is stored as visited.
    pub(crate) async fn until_visit_is_kept(&self, path: &str) {
        let address = self.path(path);
        let visited = format!("(await (await caches.open(`feuillet ${{base}} visited`)).match('{address}'))?.status");
        self.will_resolve(&visited, 200).await;
    }

    /// Returns the content hashes of everything that is stored of the blog.
    pub(crate) async fn stored_hashes(&self) -> Vec<String> {
        let stored = self.resolves("await stored()").await;
        serde_json::from_value(stored).expect("hashes are text")
    }
}

/// Content hash as in manifests: the first 12 bytes of the SHA-256 in hexadecimal.
fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..12].iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
