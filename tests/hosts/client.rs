//! An HTTP client that returns the answer as it came.

use std::sync::OnceLock;

use ureq::Agent;
use url::Url;

/// Answer of a server.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Requested URL.
    pub(crate) url: Url,
    pub(crate) status: u16,
    headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header's text, empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a header is text"))
    }

    /// The media type, without its parameters.
    pub(crate) fn media_type(&self) -> &str {
        self.header("content-type").split(';').next().unwrap_or_default().trim()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_else(|error| panic!("{}: {error}", self.url))
    }
}

/// Sends a request without following redirects.
pub(crate) fn get(url: &Url) -> Answer {
    get_with(url, &[])
}

/// Like [`get`], with headers of the request.
pub(crate) fn get_with(url: &Url, headers: &[(&str, &str)]) -> Answer {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    let agent = AGENT.get_or_init(|| {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .build();
        config.new_agent()
    });
    let mut request = agent.get(url.as_str());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = request.call().unwrap_or_else(|error| panic!("{url}: {error}"));
    let body = response.body_mut().read_to_vec();
    Answer {
        url: url.clone(),
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: body.unwrap_or_else(|error| panic!("{url}: {error}")),
    }
}

/// Sends a request and follows one redirect, as a browser would.
pub(crate) fn arrive(url: &Url) -> Answer {
    let answer = get(url);
    if !matches!(answer.status, 301 | 302 | 307 | 308) {
        return answer;
    }
    let target = url
        .join(answer.header("location"))
        .expect("a redirect names an address");
    get(&target)
}
