//! Videos, social posts and repositories embedded by service and id. They become links, so that nothing is loaded from
//! third parties.

use crate::text::links::escape_text;

/// Known services: the tag names that authors use (space-separated, lower case), the service's own name, and the URL
/// before and after the id.
const SERVICES: [(&str, &str, &str, &str); 21] = [
    (
        "youtube lite-youtube youtubeembed ytb",
        "YouTube",
        "https://www.youtube.com/watch?v=",
        "",
    ),
    ("vimeo vimeoembed", "Vimeo", "https://vimeo.com/", ""),
    ("bilibili bili", "Bilibili", "https://www.bilibili.com/video/", "/"),
    ("tweet twitter x", "Twitter", "https://twitter.com/i/status/", ""),
    ("gist githubgist", "Gist", "https://gist.github.com/", ""),
    (
        "github githubcard githubrepo repo ghcard",
        "GitHub",
        "https://github.com/",
        "",
    ),
    ("codepen", "CodePen", "https://codepen.io/", ""),
    ("codesandbox", "CodeSandbox", "https://codesandbox.io/s/", ""),
    ("stackblitz", "StackBlitz", "https://stackblitz.com/edit/", ""),
    ("jsfiddle", "JSFiddle", "https://jsfiddle.net/", "/"),
    ("spotify", "Spotify", "https://open.spotify.com/", ""),
    ("soundcloud", "SoundCloud", "https://soundcloud.com/", ""),
    ("instagram", "Instagram", "https://www.instagram.com/p/", "/"),
    ("asciinema", "asciinema", "https://asciinema.org/a/", ""),
    ("youku", "Youku", "https://v.youku.com/v_show/id_", ".html"),
    ("tencent qqvideo", "Tencent Video", "https://v.qq.com/x/page/", ".html"),
    ("dailymotion", "Dailymotion", "https://www.dailymotion.com/video/", ""),
    ("niconico nico", "ニコニコ動画", "https://www.nicovideo.jp/watch/", ""),
    ("ted", "TED", "https://www.ted.com/talks/", ""),
    ("twitch", "Twitch", "https://www.twitch.tv/videos/", ""),
    (
        "netease music163",
        "NetEase Music",
        "https://music.163.com/#/song?id=",
        "",
    ),
];

/// Returns a Markdown link to `id` at `service`. `id` may be a whole URL. Returns nothing for an unknown service or an
/// id that is not safe in a URL.
/// `youtube`, `abc` -> `[YouTube: abc](https://www.youtube.com/watch?v=abc)`.
pub(crate) fn link(service: &str, id: &str, title: Option<&str>) -> Option<String> {
    let id = id.trim();
    let service = service.to_ascii_lowercase();
    let (_, name, before, after) = SERVICES
        .iter()
        .find(|(names, ..)| names.split_ascii_whitespace().any(|known| known == service))?;
    if id.is_empty() {
        return None;
    }
    // A whole URL is taken as it is. An id may only hold characters that cannot end a URL.
    let address = if id.starts_with("https://") || id.starts_with("http://") {
        id.to_owned()
    } else if service == "netease" || id.bytes().all(is_plain) {
        format!("{before}{id}{after}")
    } else {
        return None;
    };
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let fallback = if *name == "GitHub" {
        id.to_owned()
    } else {
        format!("{name}: {id}")
    };
    Some(self::to(&address, title.unwrap_or(&fallback)))
}

/// Returns a Markdown link with escaped title and address.
/// `/a b`, `T [1]` -> `[T \[1\]](</a b>)`.
pub(crate) fn to(address: &str, title: &str) -> String {
    let address = address
        .trim()
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(['\n', '\r'], "");
    let address = if address.contains([' ', '(', ')']) {
        format!("<{address}>")
    } else {
        address
    };
    format!("[{}]({address})", escape_text(title))
}

/// Whether an id may contain `byte`: nothing that could end a URL in Markdown.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_./?=&@:%+".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embeds_are_links() {
        for (service, id, title, expected) in [
            (
                "YouTube",
                "dQw4w9WgXcQ",
                None,
                Some("[YouTube: dQw4w9WgXcQ](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"),
            ),
            (
                "youtube",
                "https://youtu.be/a",
                Some("A [film]"),
                Some("[A \\[film\\]](https://youtu.be/a)"),
            ),
            ("GithubCard", "a/b", None, Some("[a/b](https://github.com/a/b)")),
            ("youtube", "x\") onload=", None, None),
            ("youtube", "", None, None),
            ("nothing", "x", None, None),
        ] {
            assert_eq!(link(service, id, title).as_deref(), expected, "{service} {id}");
        }
    }
}
