//! Embeds from third parties. They become links, so that no third party learns of a visitor who does not follow them.

use feuillet_content::percent;

use super::inline::link_to;
use super::tag::{Outcome, Shortcode};

/// Returns the link for an embed: `{{< youtube abc >}}` -> `[youtube.com/watch?v=abc](…)`.
pub(super) fn meaning(shortcode: &Shortcode<'_>) -> Option<Outcome> {
    let address = address(shortcode)?;
    if shortcode.is_address {
        return Some(Outcome::Text(address));
    }
    let title = shortcode.arguments.named(&["title", "caption", "text", "alt", "label"]);
    let shown = address.strip_prefix("https://").unwrap_or(&address);
    let shown = shown.strip_prefix("www.").unwrap_or(shown).trim_end_matches('/');
    Some(Outcome::Text(link_to(title.unwrap_or(shown), &address)))
}

/// Returns the URL of the page that shows the embedded thing. A whole URL among the arguments takes precedence.
fn address(shortcode: &Shortcode<'_>) -> Option<String> {
    let arguments = shortcode.arguments;
    let id = |names: &[&str], position| arguments.get(names, position).map(percent::encode_segment);
    // Some shortcodes take the whole URL instead of an id.
    let whole = arguments
        .0
        .iter()
        .map(|(_, value)| value.trim())
        .find(|value| value.starts_with("https://"));
    let by_id = match shortcode.name {
        "youtube" | "youtube-lite" | "youtubelite" | "yt" | "youtube-enhanced" | "youtube-embed" => {
            // A playlist is only given by name: position 9 is never used.
            let mut address = match (id(&["id", "v", "video", "videoid"], 0), id(&["playlist", "list"], 9)) {
                (Some(id), _) => format!("https://www.youtube.com/watch?v={id}"),
                (None, Some(list)) => format!("https://www.youtube.com/playlist?list={list}"),
                (None, None) => return whole.map(str::to_owned),
            };
            if let Some(start) = arguments.named(&["start", "t"])
                && start.bytes().all(|byte| byte.is_ascii_digit())
            {
                address.push_str("&t=");
                address.push_str(start);
            }
            Some(address)
        }
        "vimeo" | "vimeo-simple" => Some(format!("https://vimeo.com/{}", id(&["id"], 0)?)),
        "instagram" | "instagram-simple" => Some(format!("https://www.instagram.com/p/{}/", id(&["id"], 0)?)),
        "x" | "x-simple" | "tweet" | "twitter" | "twitter-simple" => match (id(&["user"], 0), id(&["id"], 1)) {
            (Some(user), Some(id)) => Some(format!("https://x.com/{user}/status/{id}")),
            (None, Some(id)) | (Some(id), None) => Some(format!("https://x.com/i/status/{id}")),
            (None, None) => None,
        },
        // With a single positional argument, that is the id.
        "gist" => match (id(&["user", "username"], 0), id(&["id"], 1)) {
            (Some(user), Some(id)) => Some(format!("https://gist.github.com/{user}/{id}")),
            (None, Some(id)) | (Some(id), None) => Some(format!("https://gist.github.com/{id}")),
            (None, None) => None,
        },
        "github" | "github-card" => {
            let repository = arguments.get(&["repo", "repository", "name"], 0)?;
            let user = arguments.named(&["user", "owner"]).map(|user| format!("{user}/"));
            let path = percent::encode_path(&format!("{}{repository}", user.unwrap_or_default()));
            Some(format!("https://github.com/{path}"))
        }
        "asciinema" => Some(format!("https://asciinema.org/a/{}", id(&["id", "key", "cast"], 0)?)),
        "bilibili" | "bili" => {
            let id = id(&["id", "bvid", "aid"], 0)?;
            Some(format!("https://www.bilibili.com/video/{id}/"))
        }
        "spotify" => {
            let kind = id(&["type"], 0)?;
            let path = id(&["id"], 1).map_or_else(|| format!("track/{kind}"), |id| format!("{kind}/{id}"));
            Some(format!("https://open.spotify.com/{path}"))
        }
        "codepen" => {
            let (user, pen) = (id(&["user"], 0)?, id(&["id", "slug", "slug-hash"], 1)?);
            Some(format!("https://codepen.io/{user}/pen/{pen}"))
        }
        "jsfiddle" => Some(format!(
            "https://jsfiddle.net/{}/",
            percent::encode_path(arguments.at(0)?)
        )),
        "streamable" => Some(format!("https://streamable.com/{}", id(&["id"], 0)?)),
        "codesandbox" => Some(format!("https://codesandbox.io/s/{}", id(&["id"], 0)?)),
        // These are only linked if an argument is a whole URL.
        "iframe" | "embed" | "soundcloud" | "mastodon" | "toot" | "bluesky" | "reddit" | "peertube" | "tiktok"
        | "facebook" | "linkedin" | "speakerdeck" | "slideshare" | "googlemaps" | "pdf" | "embed-pdf" => None,
        _ => return None,
    };
    match whole {
        Some(whole) => Some(whole.to_owned()),
        None => by_id,
    }
}
