//! Extensions of chromedriver to the standard: commands of the developer tools, and the browser's logs.

use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

/// A request that the browser made.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) url: String,
    /// As the developer tools name it: `Document`, `Fetch`, `Script`.
    pub(crate) kind: String,
}

/// Sends a command of the developer tools, and returns its answer.
pub(crate) async fn command(client: &Client, name: &str, parameters: Value) -> Value {
    let body = json!({ "cmd": name, "params": parameters });
    let sent = client
        .issue_cmd(Post {
            path: "goog/cdp/execute",
            body,
        })
        .await;
    sent.unwrap_or_else(|error| panic!("{name} is refused: {error}"))
}

/// Returns messages of every level that the console got since the last call.
pub(crate) async fn console_messages(client: &Client) -> Vec<String> {
    let entries = log(client, "browser").await;
    entries
        .iter()
        .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Returns the requests since the last call.
pub(crate) async fn requests(client: &Client) -> Vec<Request> {
    let entries = log(client, "performance").await;
    entries.iter().filter_map(request).collect()
}

fn request(entry: &Value) -> Option<Request> {
    let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let message = &message["message"];
    if message["method"] != "Network.requestWillBeSent" {
        return None;
    }
    Some(Request {
        url: message["params"]["request"]["url"].as_str()?.to_owned(),
        kind: message["params"]["type"].as_str().unwrap_or_default().to_owned(),
    })
}

async fn log(client: &Client, kind: &str) -> Vec<Value> {
    let body = json!({ "type": kind });
    match client.issue_cmd(Post { path: "se/log", body }).await {
        Ok(Value::Array(entries)) => entries,
        other => panic!("the browser's {kind} log cannot be read: {other:?}"),
    }
}

/// A command of chromedriver's own; `path` is relative to the session's address.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base_url: &url::Url, session_id: Option<&str>) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
