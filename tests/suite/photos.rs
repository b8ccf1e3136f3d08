//! Photos: without metadata, in the widths that pages show, and made once.

use crate::blog::{Blog, told};
use crate::noise::noise;

/// XMP data with a place.
const PLACE: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude=\"48,51.5N\"/>";

fn photo(width: u32, height: u32) -> Vec<u8> {
    noise(width, height, &[(b"iTXt", PLACE)])
}

fn blog(settings: &str) -> Blog {
    let site = format!("title: Carnet\nlanguage: fr\nurl: https://example.org/\n{settings}");
    Blog::bare().file("site.yaml", site)
}

const POST: &str = "---\ntitle: A\ndate: 2024-05-01\ncover: b.png\n---\n![x](a.png)\n\n![y](c.png)\n";

/// A blog of one post with a cover and two photos.
fn with_photos(settings: &str) -> Blog {
    blog(settings)
        .file("posts/a.md", POST)
        .file("posts/a.png", photo(700, 350))
        .file("posts/b.png", photo(330, 300))
        .file("posts/c.png", photo(260, 130))
}

/// Names of the published variants, without their hashes.
fn variants(blog: &Blog) -> Vec<String> {
    let tree = blog.tree();
    let names = tree.iter().filter_map(|(name, _)| name.strip_prefix("scaled/"));
    let mut names: Vec<String> = names
        .map(|name| name.split('-').next().unwrap_or_default().to_owned())
        .collect();
    names.sort();
    names
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn a_page_offers_the_widths_that_are_smaller_files() {
    let blog = with_photos("base: /b/\npictures:\n  widths: [100, 240, 480]\n");
    let published = blog.publish();
    assert_eq!(told(&published), Vec::<String>::new());
    // Of each photo those below its width, and its own up to the widest.
    assert_eq!(
        variants(&blog),
        ["100", "100", "100", "240", "240", "240", "330", "480"]
    );
    let page = blog.read("posts/a/index.html");
    let tags: Vec<&str> = page
        .split("<img ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .collect();
    let [cover, first, second] = tags[..] else {
        panic!("{tags:?}");
    };
    for (tag, widths) in [
        (cover, &["100w", "240w", "330w"][..]),
        (first, &["100w", "240w", "480w"]),
        (second, &["100w", "240w"]),
    ] {
        let srcset = tag.split("srcset=\"").nth(1).and_then(|rest| rest.split('"').next());
        let candidates: Vec<&str> = srcset.unwrap_or_default().split(", ").collect();
        let found: Vec<&str> = candidates
            .iter()
            .filter_map(|candidate| candidate.split(' ').nth(1))
            .collect();
        assert_eq!(found, widths, "{tag}");
        for candidate in candidates {
            let address = candidate.split(' ').next().unwrap_or_default();
            let path = address.strip_prefix("/b/").expect("below the base path");
            assert!(blog.has(path), "{candidate}");
        }
        assert!(tag.contains("sizes=\""), "{tag}");
    }
    assert!(cover.contains("fetchpriority=\"high\"") && !cover.contains("loading"));
    assert!(!first.contains("loading") && !first.contains("fetchpriority"));
    assert!(second.contains("loading=\"lazy\""));
    // Files with a hash in their names never change.
    assert!(
        blog.read("_headers")
            .contains("/b/scaled/*\n  Cache-Control: public, max-age=31536000, immutable\n")
    );
}

#[test]
fn the_place_where_a_photo_was_taken_is_not_published() {
    let blog = with_photos("");
    let published = blog.publish();
    for (name, bytes) in blog.tree() {
        assert!(!contains(&bytes, b"GPSLatitude"), "{name}");
    }
    let note = "Published without their location metadata: 3 files (posts/a.png, posts/b.png, posts/c.png)";
    assert!(
        published.notes.iter().any(|found| found == note),
        "{:?}",
        published.notes
    );
    // All else is as the author has it.
    let original = noise(260, 130, &[]);
    let found = blog.tree().into_iter().find(|(name, _)| name == "content/posts/c.png");
    assert_eq!(found.map(|(_, bytes)| bytes), Some(original));
}

#[test]
fn metadata_stays_where_the_settings_say_so_and_is_told() {
    let blog = with_photos("pictures:\n  metadata: keep\n");
    let published = blog.publish();
    let found = blog.tree().into_iter().find(|(name, _)| name == "content/posts/c.png");
    assert_eq!(found.map(|(_, bytes)| bytes), Some(photo(260, 130)));
    let told = told(&published);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("location metadata: published with it"), "{told:?}");
}

#[test]
fn a_place_in_a_damaged_picture_is_told() {
    let mut damaged = photo(260, 130);
    // The length of its first part.
    damaged[8] = 0x7f;
    let blog = with_photos("").file("posts/c.png", damaged);
    let told = told(&blog.publish());
    let is_told = told
        .iter()
        .any(|line| line.contains("posts/c.png") && line.contains("location metadata in a damaged picture"));
    assert!(is_told, "{told:?}");
}

#[test]
fn pictures_are_left_alone_where_the_settings_say_so() {
    let blog = with_photos("pictures: false\n");
    blog.publish();
    assert_eq!(variants(&blog), Vec::<String>::new());
    let found = blog.tree().into_iter().find(|(name, _)| name == "content/posts/c.png");
    assert_eq!(found.map(|(_, bytes)| bytes), Some(photo(260, 130)));
    assert!(!blog.read("posts/a/index.html").contains("srcset"));
}

#[test]
fn changes_of_photos_and_settings_give_what_a_fresh_publish_gives() {
    let blog = with_photos("");
    blog.publish();
    let site = blog.path("content/site.yaml");
    let site = std::fs::read_to_string(site).expect("the settings");
    for (file, content) in [
        ("posts/a.png", noise(650, 100, &[])),
        ("posts/a.md", POST.replace("![y](c.png)", "").into_bytes()),
        ("site.yaml", format!("{site}pictures:\n  quality: 40\n").into_bytes()),
        ("posts/b.png", b"no picture".to_vec()),
        ("posts/b.png", photo(330, 300)),
    ] {
        blog.write(&format!("content/{file}"), content);
        blog.publish();
        let incremental = blog.tree();
        std::fs::remove_dir_all(blog.out()).expect("the published folder");
        std::fs::remove_dir_all(blog.path("cache")).expect("the cache");
        blog.publish();
        assert!(incremental == blog.tree(), "{file}");
    }
}

#[test]
fn what_is_published_again_comes_from_the_cache() {
    let blog = with_photos("");
    blog.publish();
    let first = blog.tree();
    assert_eq!(blog.publish().written, 0);
    std::fs::remove_dir_all(blog.out()).expect("the published folder");
    // Whoever decoded these would find them damaged.
    let cached = std::fs::read_dir(blog.path("cache")).expect("the cache");
    let files = cached.flatten().filter(|file| {
        let name = file.file_name();
        name.to_string_lossy().contains(".photo-")
    });
    assert_eq!(files.count(), 3);
    blog.publish();
    assert!(first == blog.tree());
}

#[test]
fn a_photo_that_cannot_be_scaled_is_told_and_published() {
    let mut huge = noise(2, 2, &[]);
    huge[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let whole = noise(300, 200, &[]);
    let blog = blog("")
        .file(
            "posts/a.md",
            "---\ntitle: A\ndate: 2024-05-01\n---\n![x](huge.png) ![y](cut.png)\n",
        )
        .file("posts/huge.png", &huge)
        .file("posts/cut.png", &whole[..40]);
    let published = blog.publish();
    let told = told(&published).join("\n");
    assert!(
        told.contains("picture of 268 megapixels: published without smaller variants"),
        "{told}"
    );
    assert!(told.contains("scale it down to at most 100 megapixels"), "{told}");
    assert!(told.contains("damaged picture"), "{told}");
    let tree = blog.tree();
    let file = |wanted: &str| {
        tree.iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, bytes)| &bytes[..])
    };
    assert_eq!(file("content/posts/huge.png"), Some(&huge[..]));
    assert_eq!(file("content/posts/cut.png"), Some(&whole[..40]));
    assert_eq!(variants(&blog), Vec::<String>::new());
}
