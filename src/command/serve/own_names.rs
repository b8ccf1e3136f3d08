//! Names that the server answers to.

use std::net::Ipv4Addr;

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses requests to a name that somebody else could give this machine, so that no page of the web reads drafts (DNS
/// rebinding).
pub(super) async fn only(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if host.is_none_or(is_own_name) {
        next.run(request).await
    } else {
        (
            StatusCode::FORBIDDEN,
            "Open the blog at the address that `feuillet serve` printed.\n",
        )
            .into_response()
    }
}

/// Whether a host is an address, or a name that no public name server answers for (RFC 6761, RFC 6762).
fn is_own_name(host: &str) -> bool {
    let (name, _) = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, port),
        _ => (host, ""),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_address = name.starts_with('[') || name.parse::<Ipv4Addr>().is_ok();
    let last = name.rsplit_once('.').map(|(_, last)| last);
    is_address || last.is_none_or(|last| matches!(last, "local" | "localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_nobody_else_can_give() {
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("192.168.1.5", true),
            ("[::1]:8080", true),
            ("localhost:8080", true),
            ("blog.localhost", true),
            ("my-laptop:8080", true),
            ("My-Laptop.local.:8080", true),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example", false),
        ] {
            assert_eq!(is_own_name(host), expected, "{host}");
        }
    }
}
